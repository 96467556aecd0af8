import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { invalidFields } from '../kernel/app-error.ts';

/** An id in a path. What is no UUID at all is a mistake of the caller; an unknown one is a 404 further in. */
@Injectable()
export class UuidParam implements PipeTransform<string, string> {
  transform(value: string, { data }: ArgumentMetadata): string {
    if (isUUID(value)) return value.toLowerCase();
    throw invalidFields([
      {
        field: data ?? 'id',
        code: 'IS_UUID',
        message: `It must be a UUID; it was ${JSON.stringify(value.slice(0, 60))}.`,
      },
    ]);
  }
}
