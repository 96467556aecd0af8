import { loadavg } from 'node:os';
import { collectInOneThread } from '../src/garbage-collection.ts';
import { measureApi } from './api-section.ts';
import { measureClaims } from './claim-section.ts';
import { measureCost } from './cost-section.ts';
import { measureEngagement } from './engagement-section.ts';
import { measureIdle } from './idle-section.ts';
import { measureLateness } from './lateness-section.ts';
import { measureMemory } from './memory-section.ts';
import { measurePublishing } from './publish-section.ts';
import { printResult, storeResult, type SectionResult } from './report.ts';
import { readOrder, type SectionName, type Sizes } from './sizes.ts';
import { measureSnapshot } from './snapshot-section.ts';
import { measureSpike } from './spike-section.ts';
import { measureWorkers } from './workers-section.ts';

const sections: Record<SectionName, (sizes: Sizes) => Promise<SectionResult>> = {
  publish: measurePublishing,
  cost: measureCost,
  claim: measureClaims,
  snapshot: measureSnapshot,
  workers: measureWorkers,
  lateness: measureLateness,
  spike: measureSpike,
  idle: measureIdle,
  memory: measureMemory,
  engagement: measureEngagement,
  api: measureApi,
};

// As the service does; it runs in this process for some sections.
collectInOneThread();

// npm run bench -- [publish claim … | --only publish,claim,…] [--out bench/results] and the sizes of bench/sizes.ts
const order = readOrder(process.argv.slice(2));
const command = ['npm run bench --', ...process.argv.slice(2)].join(' ');
for (const section of order.sections) {
  const facts = {
    section,
    sizes: order.sizes,
    command,
    startedAt: new Date(),
    loadBefore: loadavg()[0] ?? 0,
  };
  const result = await sections[section](order.sizes);
  printResult(result);
  await storeResult(order.outDir, facts, result);
}
