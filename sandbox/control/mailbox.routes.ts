import type { FastifyInstance } from 'fastify';
import type { Sandbox } from '../sandbox.ts';
import { bodyOf, queryOf, readNumber, readText } from './body.ts';

/** What the mail server was given, and whom it refuses. */
export function registerMailboxControl(control: FastifyInstance, { mailbox }: Sandbox): void {
  control.get('/_sandbox/mailbox', (request, reply) =>
    reply.send({ mails: mailbox.list(queryOf(request)['to']) }),
  );

  control.delete('/_sandbox/mailbox', (_request, reply) => {
    mailbox.clear();
    return reply.send({ ok: true });
  });

  control.post('/_sandbox/mailbox/refusals', (request, reply) => {
    const { address, code } = bodyOf(request);
    mailbox.refuse(readText(address, 'address'), readNumber(code, 'code', 550));
    return reply.send({ ok: true });
  });
}
