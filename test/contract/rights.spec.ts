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

// A right that nobody applied for at the platform ends every login there.
it.each(platforms)('the dialog of %s asks for the rights that README.md names, and no others', (platform) => {
  const named = new RegExp(`${platformNames[platform]}: ([^.]*(?:\\.\\w[^.]*)*)\\.\\s`).exec(paragraph)?.[1];

  const asked = fixture.provider(platform).connecting.authorization()?.scopes;

  expect(named?.match(/[\w.]+/g)?.toSorted()).toEqual(asked?.toSorted());
});
