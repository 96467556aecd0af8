import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Env } from '../../src/config/env.dto.ts';

/** Read by docker-compose.yml alone. */
const composeOnly = ['API_PORT', 'POSTGRES_PASSWORD'];

describe('The example of the settings', () => {
  it('lists exactly the variables that the service and its compose file read', async () => {
    const text = await readFile(join(import.meta.dirname, '..', '..', '.env.example'), 'utf8');

    const listed = [...text.matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name);

    expect(new Set(listed)).toEqual(new Set([...Object.keys(new Env()), ...composeOnly]));
  });
});
