import { randomBytes } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import type { Platform } from '../../kernel/platform.ts';
import type { SignedRequest } from '../providers/provider.port.ts';
import { endChoices, endLogin, findDeletion, insertDeletion, type Deletion } from './login-end.queries.ts';

export type { Deletion } from './login-end.queries.ts';

/** What a person does at the platform ends here too: sending the app away, and asking for their data to be deleted. */
@Injectable()
export class LoginEndService {
  private readonly logger = new Logger('Connections');

  constructor(private readonly database: Database) {}

  /** Returns how many connections lived on the login, or on the part of it that is named. Once more changes nothing. */
  async end({ loginId, accountId, issuedAt, ended }: SignedRequest): Promise<number> {
    if (loginId === null && accountId === null) return 0;
    const end = { loginId, accountId, issuedAt, ...ended };
    // One account of many leaves the others to choose from. Not in one transaction: a choice locks both tables the other way round.
    if (loginId !== null && accountId === null) await endChoices(this.database, end);
    const connections = await endLogin(this.database, end);
    for (const { id: connectionId, tenantId } of connections) {
      this.logger.warn({ message: 'A person sent the app away', connectionId, tenantId, code: ended.code });
    }
    return connections.length;
  }

  /** Deletes at once, and all of a person who is named; returns the code by which the person can ask what was done. */
  async deleteData(platform: Platform, request: SignedRequest): Promise<string> {
    const { loginId, accountId } = request;
    const connections = await this.end({ ...request, accountId: loginId === null ? accountId : null });
    const code = randomBytes(12).toString('hex');
    await insertDeletion(this.database, { code, platform, connections });
    return code;
  }

  async findDeletion(code: string): Promise<Deletion | undefined> {
    // As they are made above; what else stands in an address is not asked of the database.
    if (!/^[0-9a-f]{24}$/.test(code)) return undefined;
    return await findDeletion(this.database, code);
  }
}
