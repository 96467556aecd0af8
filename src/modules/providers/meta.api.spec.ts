import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { quotasWithoutDatabase, sandboxConfig } from '../../../test/support/providers.ts';
import { Metrics } from '../../http/metrics.ts';
import { SystemClock } from '../../kernel/clock.ts';
import { Secret } from '../../kernel/secret.ts';
import { MetaApi } from './meta.api.ts';
import { isMetaSuccess } from './meta.failure.ts';
import { PlatformClocks } from './provider.clocks.service.ts';
import { type HttpOutcome, PlatformHttp, type PlatformRequest } from './provider.http.ts';

const reads = [
  { path: '61_1', params: { fields: 'shares' } },
  { path: '61_2', params: { fields: 'shares' } },
];

/** Writes down what would be sent and answers with what the test says. */
class RecordingHttp extends PlatformHttp {
  readonly sent: PlatformRequest[] = [];

  constructor(private readonly answer: HttpOutcome) {
    super(sandboxConfig('http://127.0.0.1:1'), new Metrics(), new PlatformClocks(new SystemClock()));
  }

  override send(wanted: PlatformRequest): Promise<HttpOutcome> {
    this.sent.push(wanted);
    return Promise.resolve(this.answer);
  }
}

describe('MetaApi', () => {
  it('proves the app secret on every call and keeps the token out of the address', async () => {
    const { api, http } = given({ kind: 'answer', status: 200, headers: {}, body: {} });
    const token = new Secret('page-token');
    const proof = createHmac('sha256', 'sandbox-facebook-secret').update('page-token').digest('hex');

    await api.call({ method: 'GET', path: 'me/accounts', token });
    await api.call({ method: 'POST', path: '61/feed', token, params: { message: 'a' } });
    await api.batch(token, reads);

    const [get, post, batch] = http.sent;
    expect(get).toMatchObject({
      query: { appsecret_proof: proof },
      headers: { authorization: 'Bearer page-token' },
    });
    expect(post).toMatchObject({ body: { form: { message: 'a', appsecret_proof: proof } } });
    expect(JSON.stringify(batch?.body).split(proof)).toHaveLength(4);
    expect(http.sent.map(({ url, query }) => url + JSON.stringify(query)).join()).not.toContain('page-token');
  });

  it('gives each read of a batch its own answer', async () => {
    const items = [{ code: 200, body: '{"id":"61_1"}' }, null];
    const { api } = given({ kind: 'answer', status: 200, headers: {}, body: items });

    const [first, second] = await api.batch(new Secret('page-token'), reads);

    expect(first).toMatchObject({ kind: 'answer', status: 200, body: { id: '61_1' } });
    expect(second).toMatchObject({ kind: 'no-answer' });
  });

  it.each([{ error: { code: 190, message: 'Ended' } }, { data: 'odd' }, undefined])(
    'does not take %j for the success of each read',
    async (body) => {
      const { api } = given({ kind: 'answer', status: 200, headers: {}, body });

      const outcomes = await api.batch(new Secret('page-token'), reads);

      expect(outcomes.map(isMetaSuccess)).toEqual([false, false]);
    },
  );
});

function given(answer: HttpOutcome): { api: MetaApi; http: RecordingHttp } {
  const http = new RecordingHttp(answer);
  return {
    api: new MetaApi(sandboxConfig('http://127.0.0.1:1'), http, quotasWithoutDatabase(), new SystemClock()),
    http,
  };
}
