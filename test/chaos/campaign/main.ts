import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { runCampaign } from './campaign.ts';
import { readCampaign } from './campaign-options.ts';
import { reportLines } from './report.ts';

const print = (line: string) => process.stdout.write(`${line}\n`);

const { options, jsonFile } = readCampaign(process.argv.slice(2));
print(
  `Campaign of ${options.posts} posts and ${options.kills} kills, seed ${options.seed}, ${options.seconds} s`,
);
const result = await runCampaign(options, print);
for (const line of reportLines(result)) print(line);
if (jsonFile) {
  await mkdir(dirname(jsonFile), { recursive: true });
  await writeFile(jsonFile, `${JSON.stringify(result, null, 2)}\n`);
}
process.exit(result.verdict.violations.length === 0 ? 0 : 1);
