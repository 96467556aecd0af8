import type { LoggerService } from '@nestjs/common';
import { pino, type Level, type Logger } from 'pino';
import { redact } from '../security/redact.ts';
import { currentRequestId } from './request-id.ts';

/** Structured logs on standard output, one JSON object a line, with anything that looks like a token taken out. */
export class JsonLogger implements LoggerService {
  private readonly pino: Logger;

  constructor(level: string) {
    this.pino = pino({
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: ['*.authorization', '*.accessToken', '*.refreshToken', '*.secret'],
        censor: '[secret]',
      },
    });
  }

  log(message: unknown, context?: string): void {
    this.write('info', message, context);
  }

  warn(message: unknown, context?: string): void {
    this.write('warn', message, context);
  }

  debug(message: unknown, context?: string): void {
    this.write('debug', message, context);
  }

  verbose(message: unknown, context?: string): void {
    this.write('trace', message, context);
  }

  fatal(message: unknown, context?: string): void {
    this.write('fatal', message, context);
  }

  /** Nest passes the stack, when it has one, between the message and the context. */
  error(message: unknown, ...rest: unknown[]): void {
    const [stack, context] = rest.length > 1 ? rest : [undefined, rest[0]];
    const text = message instanceof Error ? (message.stack ?? message.message) : message;
    this.write('error', stack === undefined ? text : `${String(text)}\n${String(stack)}`, context);
  }

  private write(level: Level, message: unknown, context: unknown): void {
    const requestId = currentRequestId();
    const fields = { ...(typeof context === 'string' && { context }), ...(requestId && { requestId }) };
    if (typeof message === 'object' && message !== null) {
      const said = (message as { message?: unknown }).message;
      this.pino[level]({ ...fields, ...message, ...(typeof said === 'string' && { message: redact(said) }) });
    } else this.pino[level](fields, redact(String(message)));
  }
}
