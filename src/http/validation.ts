import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { invalidFields, type FieldProblem } from '../kernel/app-error.ts';

/** Checks bodies and queries against their DTOs; unknown fields are refused, every problem is told at once. */
export function createValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    stopAtFirstError: false,
    // Nest would take the value out of what has errors further down, and a list would be called missing.
    validationError: { value: true },
    exceptionFactory: (errors) => invalidFields(flatten(errors, '')),
  });
}

function flatten(errors: ValidationError[], parent: string): FieldProblem[] {
  return errors.flatMap((error) => {
    const field = pathOf(parent, error.property);
    const own = Object.entries(error.constraints ?? {}).map(([rule, text]) => ({
      field,
      code: codeOf(rule),
      message: sentence(text, error),
    }));
    return own.concat(flatten(error.children ?? [], field));
  });
}

function pathOf(parent: string, property: string): string {
  if (parent === '') return property;
  return /^\d+$/.test(property) ? `${parent}[${property}]` : `${parent}.${property}`;
}

function codeOf(rule: string): string {
  if (rule === 'whitelistValidation') return 'UNKNOWN_FIELD';
  return rule.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
}

function sentence(text: string, error: ValidationError): string {
  const came = describe(error.value);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}; it was ${came}.`;
}

/** What came, short enough to print and without spelling out long texts. */
function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (typeof value === 'string')
    return value.length > 60 ? `a text of ${value.length} characters` : JSON.stringify(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === 'object' ? 'an object' : String(value);
}
