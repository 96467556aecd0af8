import fc from 'fast-check';
import type { Fault } from '../faults/fault-switch.ts';
import type { CommandWorld, Hand } from './command-world.ts';
import { PostModel } from './post-model.ts';

/** The posts of one run, in order of creation. */
export interface RunModel {
  posts: { id: string; model: PostModel }[];
  /** How many sends had been accepted when the connection was switched off; null while it is on. */
  acceptedWhenOff: number | null;
}

type Command = fc.AsyncCommand<RunModel, CommandWorld>;
type Act = (model: RunModel, world: CommandWorld) => Promise<void>;

const mostPosts = 3;
let namesGiven = 0;

/** After every command, every post is compared with the ledger. */
class Step implements Command {
  constructor(
    private readonly name: string,
    private readonly act: Act,
    private readonly mayRun: (model: RunModel) => boolean = () => true,
  ) {}

  check(model: Readonly<RunModel>): boolean {
    return this.mayRun(model);
  }

  async run(model: RunModel, world: CommandWorld): Promise<void> {
    await this.act(model, world);
    await requireTrue(model, world, 'now');
  }

  toString(): string {
    return this.name;
  }
}

/** A mark is good for a second: what was marked just before a cancel or a switch may still leave within it. */
const markSeconds = 2;

/** @throws Error that tells the story of the first post of which something is wrong. */
export async function requireTrue(
  model: RunModel,
  world: CommandWorld,
  when: 'now' | 'in the end',
): Promise<void> {
  let accepted = 0;
  for (const [index, post] of model.posts.entries()) {
    const seen = await world.look(post.id);
    accepted += seen.accepted.length;
    const mistakes = when === 'now' ? post.model.mistakesNow(seen) : post.model.mistakesInTheEnd(seen);
    if (mistakes.length > 0)
      throw new Error(`Post ${index} is ${mistakes.join('; ')} (${when})\n${await world.story(post.id)}`);
  }
  if (model.acceptedWhenOff !== null && accepted > model.acceptedWhenOff)
    throw new Error('Something was sent while the connection was off.');
}

async function countAccepted({ posts }: RunModel, world: CommandWorld): Promise<number> {
  const seen = await Promise.all(posts.map(({ id }) => world.look(id)));
  return seen.reduce((sum, { accepted }) => sum + accepted.length, 0);
}

function onPost(name: string, act: (post: RunModel['posts'][number], world: CommandWorld) => Promise<void>) {
  return fc
    .nat(mostPosts - 1)
    .map(
      (index) =>
        new Step(`${name}(${index})`, (model, world) => act(model.posts[index % model.posts.length]!, world)),
    );
}

export async function create(model: RunModel, world: CommandWorld): Promise<void> {
  namesGiven += 1;
  model.posts.push({ id: await world.createPost(`News ${namesGiven}:`), model: new PostModel() });
}

const createOneMore = fc.constant(new Step('create', create, ({ posts }) => posts.length < mostPosts));

const edit = onPost('edit', async ({ id }, world) => {
  namesGiven += 1;
  await world.edit(id, namesGiven);
});

const cancel = onPost('cancel', async ({ id, model }, world) => {
  if (!(await world.cancel(id))) return;
  await world.advance(markSeconds);
  model.cancelled(await world.look(id));
});

const retry = onPost('retry', async ({ id, model }, world) => {
  model.putBack();
  await world.retry(id);
});

const deleteOnPlatform = onPost('delete-on-platform', async ({ id, model }, world) => {
  if (world.deleteOnPlatform(await world.look(id))) model.deleted();
});

const switchOff = fc.constant(
  new Step('switch-off', async (model, world) => {
    await world.switchConnection('off');
    await world.advance(markSeconds);
    model.acceptedWhenOff ??= await countAccepted(model, world);
  }),
);

const switchOn = fc.constant(
  new Step('switch-on', async (model, world) => {
    await world.switchConnection('on');
    model.acceptedWhenOff = null;
  }),
);

/** Around the lease, the settle time, a second look, and the patience with an account that cannot be read. */
const advance = fc
  .constantFrom(1, 6, 61, 125, 2_000)
  .map((seconds) => new Step(`advance(${seconds})`, (_model, world) => world.advance(seconds)));

const turn = fc
  .constantFrom<Hand>('steady', 'shaky')
  .map((hand) => new Step(`turn(${hand})`, (_model, world) => world.turn(hand)));

const publishTrouble = fc
  .constantFrom(
    { fault: 'drop-answer' },
    { fault: 'error-after-accept' },
    { fault: 'error-before' },
    { fault: 'reset-before' },
    { fault: 'hang-after-accept' },
    { fault: 'rate-limit', resetSeconds: 60 },
    { fault: 'custom', status: 400, body: { error: { code: 100, message: 'Invalid parameter' } } },
  )
  .map(
    (rule) =>
      new Step(`trouble(${rule.fault})`, (_model, world) =>
        world.orderTrouble({ operation: 'publish', ...rule }),
      ),
  );

const readTrouble = fc
  .constantFrom(1, 4)
  .map(
    (times) =>
      new Step(`unreadable(${times})`, (_model, world) =>
        world.orderTrouble({ operation: 'read', fault: 'error-before', times }),
      ),
  );

/** Shorter than the settle time: what platforms show later than that is beyond the promise. */
const readLag = fc
  .constantFrom(0, 90)
  .map((seconds) => new Step(`lag(${seconds})`, (_model, world) => world.setReadLag(seconds)));

const steps: Pick<Fault, 'point' | 'moment'>[] = [
  { point: 'claim', moment: 'after' },
  { point: 'mark', moment: 'before' },
  { point: 'mark', moment: 'after' },
  { point: 'publish-call', moment: 'after' },
  { point: 'leave-unsettled', moment: 'before' },
  { point: 'record', moment: 'before' },
  { point: 'record', moment: 'after' },
  { point: 'take-over', moment: 'after' },
  { point: 'claim-unsettled', moment: 'after' },
  { point: 'read-call', moment: 'after' },
  { point: 'record-absence', moment: 'before' },
  { point: 'adopt', moment: 'before' },
];

const fail = fc
  .tuple(fc.constantFrom(...steps), fc.constantFrom('throw' as const, 'hang' as const, 'lose' as const))
  .map(
    ([step, way]) =>
      new Step(`${way}(${step.moment} ${step.point})`, async (_model, world) => world.fail({ ...step, way })),
  );

const thaw = fc.constant(new Step('thaw', (_model, world) => world.thaw()));

/** What may happen, the frequent things more often. */
export const anyCommand: fc.Arbitrary<Command>[] = [
  turn,
  turn,
  turn,
  turn,
  turn,
  advance,
  advance,
  advance,
  retry,
  retry,
  publishTrouble,
  publishTrouble,
  fail,
  fail,
  createOneMore,
  cancel,
  edit,
  deleteOnPlatform,
  switchOff,
  switchOn,
  readTrouble,
  readLag,
  readLag,
  thaw,
];
