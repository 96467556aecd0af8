import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { platformNames, platforms } from '../../src/kernel/platform.ts';
import { ProviderFixture } from '../support/provider-fixture.ts';
import { projectRoot } from '../support/readme.ts';

let fixture: ProviderFixture;
let paragraph: string;

beforeAll(async () => {
  fixture = await ProviderFixture.open();
  const text = await readFile(join(projectRoot, 'README.md'), 'utf8');
  paragraph = /^\*\*Rights to ask for\.\*\*[^]*?\n\n/m.exec(text)?.[0] ?? '';
});

afterAll(() => fixture.close());

it('the dialogs of Facebook and Instagram ask for further rights that are configured, each once', async () => {
  const own = await ProviderFixture.open({ FACEBOOK_EXTRA_SCOPES: 'ads_read,pages_show_list' });
  const asked = (of: ProviderFixture, platform: (typeof platforms)[number]) =>
    of.provider(platform).connecting.authorization()?.scopes;

  for (const platform of ['FACEBOOK', 'INSTAGRAM'] as const)
    expect(asked(own, platform)).toEqual([...(asked(fixture, platform) ?? []), 'ads_read']);
  expect(asked(own, 'TWITTER')).toEqual(asked(fixture, 'TWITTER'));
  await own.close();
});

// A right that nobody applied for at the platform ends every login there.
it.each(platforms)('the dialog of %s asks for the rights that README.md names, and no others', (platform) => {
  const named = new RegExp(`${platformNames[platform]}: ([^.]*(?:\\.\\w[^.]*)*)\\.\\s`).exec(paragraph)?.[1];

  const asked = fixture.provider(platform).connecting.authorization()?.scopes;

  expect(named?.match(/[\w.]+/g)?.toSorted()).toEqual(asked?.toSorted());
});
