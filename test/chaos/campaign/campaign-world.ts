import { v7 as uuidv7 } from 'uuid';
import type { SandboxClient } from '../../../sandbox/support/sandbox-client.ts';
import { AppConfig } from '../../../src/config/app-config.ts';
import { TokenCipher } from '../../../src/security/token-cipher.ts';
import { ApiClient } from '../../support/api-client.ts';
import { Given, type GivenConnection } from '../../support/given.ts';
import { serviceEnv } from '../../support/settings.ts';
import type { CampaignDatabase } from './campaign-database.ts';
import type { CampaignOptions } from './campaign-options.ts';
import { SeededRandom } from './seeded-random.ts';

export interface CampaignWorld {
  connectionIds: string[];
  postIds: string[];
}

/** Accounts, connections and posts of a campaign: every text is unlike every other. */
export async function fillWorld(
  options: CampaignOptions,
  at: { database: CampaignDatabase; sandbox: SandboxClient },
): Promise<CampaignWorld> {
  const cipher = new TokenCipher(
    AppConfig.from(serviceEnv({ port: 1, databaseUrl: at.database.url, sandboxUrl: at.sandbox.url })),
  );
  const given = new Given({ ...at, api: new ApiClient('http://unused'), cipher });
  const random = new SeededRandom(options.seed, 'world');
  const connections: GivenConnection[] = [];
  for (let index = 0; index < options.connections; index += 1) {
    const platform = options.platforms[index % options.platforms.length]!;
    const connection = await given.connection(platform, { tenantId: `club-${index % 17}` });
    await at.sandbox.control(`accounts/${connection.accountId}`, {
      // Where the platform refuses repetitions, it hides that we tried one; so half of the accounts do not.
      duplicateCheck: random.next() < 0.5,
      igQuotaTotal: 1_000_000,
      containerSeconds: random.next() < 0.05 ? 1 : 0,
    });
    connections.push(connection);
  }
  const postIds = await insertPosts(options, { database: at.database, given, connections, random });
  return { connectionIds: connections.map(({ id }) => id), postIds };
}

interface Filling {
  database: CampaignDatabase;
  given: Given;
  connections: GivenConnection[];
  random: SeededRandom;
}

/** Half of the posts are due at once, the others come due until shortly before the last fault. */
async function insertPosts(options: CampaignOptions, filling: Filling): Promise<string[]> {
  const { database, given, connections, random } = filling;
  const rows = Array.from({ length: options.posts }, (_, index) => {
    const connection = connections[index % connections.length]!;
    const hasImage = connection.platform === 'INSTAGRAM' || random.next() < 0.15;
    return {
      id: uuidv7(),
      tenant_id: connection.tenantId,
      connection_id: connection.id,
      content: `Campaign ${options.seed}, news ${index}: the match on court ${index % 9} begins at six`,
      media: hasImage ? [{ url: given.imageUrl('photo.jpg'), type: 'IMAGE' }] : [],
      due: random.next() < 0.5 ? -random.between(0, 60) : random.between(0, options.seconds * 0.9),
    };
  });
  for (let from = 0; from < rows.length; from += 2_000) {
    await database.query(
      `INSERT INTO "SocialPost" (id, tenant_id, connection_id, status, content, media, scheduled_at)
       SELECT id, tenant_id, connection_id, 'SCHEDULED', content, media, now() + make_interval(secs => due)
       FROM jsonb_to_recordset($1::jsonb)
         AS r (id uuid, tenant_id text, connection_id uuid, content text, media jsonb, due float8)
       ON CONFLICT (id) DO NOTHING`,
      [JSON.stringify(rows.slice(from, from + 2_000))],
    );
  }
  return rows.map(({ id }) => id);
}
