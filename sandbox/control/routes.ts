import type { FastifyInstance } from 'fastify';
import { isoTime } from '../clock.ts';
import type { Sandbox } from '../sandbox.ts';
import { sampleMedia } from '../sample-media.ts';
import { registerAccountControl } from './accounts.routes.ts';
import { bodyOf, queryOf, readNumber, readText, readWord } from './body.ts';
import { registerCallbackControl } from './callbacks.routes.ts';
import { registerFaultControl } from './faults.routes.ts';
import { registerMailboxControl } from './mailbox.routes.ts';

/** What no real platform has: a clock to move, faults to order, and a look at what is live. */
export function registerControl(app: FastifyInstance, sandbox: Sandbox): void {
  void app.register((control, _options, done) => {
    control.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
      void reply.code(error.statusCode ?? 500).send({ error: error.message });
    });
    registerTimeControl(control, sandbox);
    registerRecords(control, sandbox);
    registerSettings(control, sandbox);
    registerSamples(control);
    registerAccountControl(control, sandbox);
    registerFaultControl(control, sandbox);
    registerCallbackControl(control, sandbox);
    registerMailboxControl(control, sandbox);
    done();
  });
}

function registerTimeControl(control: FastifyInstance, sandbox: Sandbox): void {
  const now = () => isoTime(sandbox.clock.nowMs());

  control.get('/_sandbox/health', (_request, reply) => reply.send({ ok: true, now: now() }));

  control.post('/_sandbox/clock', (request, reply) => {
    sandbox.clock.advance(readNumber(bodyOf(request)['advanceSeconds'], 'advanceSeconds', 0));
    return reply.send({ now: now() });
  });

  control.post('/_sandbox/reset', (_request, reply) => {
    sandbox.reset();
    return reply.send({ ok: true });
  });
}

function registerRecords(control: FastifyInstance, sandbox: Sandbox): void {
  control.get('/_sandbox/ledger', (request, reply) =>
    reply.send({ posts: sandbox.ledger.list(queryOf(request)) }),
  );

  control.get('/_sandbox/calls', (request, reply) =>
    reply.send({ calls: sandbox.calls.since(Number(queryOf(request)['since'] ?? 0)) }),
  );

  control.delete('/_sandbox/calls', (_request, reply) => {
    sandbox.calls.clear();
    return reply.send({ ok: true });
  });
}

function registerSettings(control: FastifyInstance, sandbox: Sandbox): void {
  control.post('/_sandbox/settings', (request, reply) => {
    const { requireAppSecretProof, appUsagePercent, appIsLive, twitterAccess } = bodyOf(request);
    if (requireAppSecretProof !== undefined) sandbox.requireAppSecretProof = requireAppSecretProof === true;
    if (appIsLive !== undefined) sandbox.appIsLive = appIsLive === true;
    if (twitterAccess !== undefined)
      sandbox.twitterAccess = readWord(twitterAccess, 'twitterAccess', ['read', 'read-write'] as const);
    sandbox.appUsagePercent = readNumber(appUsagePercent, 'appUsagePercent', sandbox.appUsagePercent);
    return reply.send({
      requireAppSecretProof: sandbox.requireAppSecretProof,
      appUsagePercent: sandbox.appUsagePercent,
      appIsLive: sandbox.appIsLive,
      twitterAccess: sandbox.twitterAccess,
    });
  });

  control.post('/_sandbox/limits', (request, reply) => {
    const { endpoint, limit, windowSeconds, dayLimit, appDayLimit } = bodyOf(request);
    sandbox.rateWindows.setLimit(readText(endpoint, 'endpoint'), {
      ...(limit !== undefined && { limit: readNumber(limit, 'limit', 0) }),
      ...(windowSeconds !== undefined && { windowSeconds: readNumber(windowSeconds, 'windowSeconds', 900) }),
      ...(dayLimit !== undefined && { dayLimit: readNumber(dayLimit, 'dayLimit', 0) }),
      ...(appDayLimit !== undefined && { appDayLimit: readNumber(appDayLimit, 'appDayLimit', 0) }),
    });
    return reply.send({ ok: true });
  });
}

function registerSamples(control: FastifyInstance): void {
  control.get('/_sandbox/media/:name', (request, reply) => {
    const media = sampleMedia((request.params as { name: string }).name);
    if (!media) return reply.code(404).send({ error: 'There is no such sample.' });
    return reply.type(media.mediaType).send(media.bytes);
  });
}
