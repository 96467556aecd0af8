import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import { registerControl } from './control/routes.ts';
import { takeInMultipart } from './forms.ts';
import { graphError } from './graph/errors.ts';
import { registerGraph } from './graph/routes.ts';
import { registerRupload } from './graph/rupload.ts';
import { startMailServer } from './mailbox.ts';
import { Sandbox, type SandboxApps } from './sandbox.ts';
import { problem } from './x/problems.ts';
import { registerTwitter } from './x/routes.ts';

const BODY_LIMIT_BYTES = 64 * 1024 * 1024;

export interface SandboxOptions {
  /** 0 takes a free port. */
  port?: number;
  /** Port of the mail server; 0 takes a free one. */
  smtpPort?: number;
  host?: string;
  /** Append-only JSONL with one line per live post. */
  ledgerFile?: string;
  apps?: Partial<SandboxApps>;
  /** Hears of the sandbox's own mistakes, which clients see as a 500. */
  onMistake?: (error: Error) => void;
}

export interface RunningSandbox {
  url: string;
  /** Where mail may be handed in. */
  smtpUrl: string;
  /** The state behind the HTTP, for a test in the same process. */
  sandbox: Sandbox;
  close(): Promise<void>;
}

export const DEFAULT_APPS: SandboxApps = {
  facebook: { id: 'sandbox-facebook-app', secret: 'sandbox-facebook-secret' },
  twitter: { id: 'sandbox-x-client', secret: 'sandbox-x-secret' },
};

/** Starts the pretend platforms: X v2, Graph and the control API on one address. */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const sandbox = new Sandbox({ ...DEFAULT_APPS, ...options.apps }, options.ledgerFile ?? null);
  const app = fastify({ bodyLimit: BODY_LIMIT_BYTES, forceCloseConnections: true });
  await app.register(formbody);
  await app.register(multipart, { limits: { fileSize: BODY_LIMIT_BYTES } });
  acceptAnyBody(app);
  app.addHook('preHandler', takeInMultipart);
  app.addHook('onSend', async (_request, reply) => {
    reply.header('date', new Date(sandbox.clock.nowMs()).toUTCString());
  });
  answerErrors(app, options.onMistake ?? (() => undefined));

  registerControl(app, sandbox);
  registerTwitter(app, sandbox);
  registerRupload(app, sandbox);
  registerGraph(app, sandbox);
  const { host = '127.0.0.1', port = 0, smtpPort = 0 } = options;
  await app.listen({ host, port });
  const address = app.server.address() as AddressInfo;
  const mail = await startMailServer(sandbox.mailbox, { host, port: smtpPort });
  return {
    url: `http://${host}:${address.port}`,
    smtpUrl: mail.url,
    sandbox,
    close: async () => {
      await Promise.all([app.close(), mail.close()]);
    },
  };
}

/** Empty JSON is an empty object, and a body of an unknown type is left alone. */
function acceptAnyBody(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? {} : JSON.parse(String(body)));
    } catch {
      done(Object.assign(new Error('The body is not valid JSON.'), { statusCode: 400 }));
    }
  });
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done) => done(null, {}));
}

/** A request that is broken before any endpoint sees it, or a mistake of the sandbox's own. */
function answerErrors(app: FastifyInstance, onMistake: (error: Error) => void): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) onMistake(error);
    const isTwitter = request.url.startsWith('/2/');
    const answer = isTwitter
      ? problem(status, status < 500 ? 'Invalid Request' : 'Internal Server Error', error.message)
      : graphError({ code: status < 500 ? 100 : 1, message: error.message, status });
    void reply
      .code(status)
      .headers(answer.headers)
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(answer.body));
  });
}
