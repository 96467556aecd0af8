import { fullPipeline, rawUndici } from './pipelines.ts';
import { startStub, World } from './world.ts';

const posts = 5_000;
const world = await World.create();
const stub = await startStub(0);
await world.connections(2_000, 200);
const raw = rawUndici(stub.url);
const full = await fullPipeline(world, stub.url);
for (let round = 0; round < 3; round += 1) {
  const rawSeconds = await raw.run(posts);
  await stub.reset();
  const before = await world.transactions();
  const fullSeconds = await full.run(posts);
  const after = await world.transactions();
  const { accepted, distinct } = await stub.count();
  process.stdout.write(
    `raw ${Math.round(posts / rawSeconds)}/s  full ${Math.round(posts / fullSeconds)}/s  ratio ${(rawSeconds / fullSeconds).toFixed(3)}  accepted ${accepted}/${distinct}  tx per 1000 ${(((after - before) / posts) * 1000).toFixed(0)}\n`,
  );
}
await raw.close();
await full.close();
stub.stop();
await world.close();
