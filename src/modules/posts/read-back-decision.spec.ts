import { describe, expect, it } from '@jest/globals';
import type { RecentPost } from '../providers/provider.port.ts';
import { decideReadBack, decideUnreadable, patienceMs, type ReadBackEvidence } from './read-back-decision.ts';

const post: RecentPost = {
  platformPostId: '1',
  permalink: null,
  text: '',
  mediaCount: 0,
  publishedAt: new Date(0),
};
const nothing: ReadBackEvidence = {
  publishClass: 'duplicate-rejecting',
  draft: 'none',
  matches: [],
  othersOnTheirWay: 0,
  negativeReads: 0,
  sends: 1,
  ageMs: 200_000,
  refused: false,
  refusedAsDuplicate: false,
  ambiguousBefore: false,
};

const unreadable = { unreadableMs: 0, isPlatformHeld: false, ageMs: 200_000, limit: null };

describe('deciding a send that got no answer', () => {
  it('adopts the one post that can only be ours', () => {
    expect(decideReadBack({ ...nothing, matches: [post] })).toEqual({ kind: 'adopt', post });
  });

  it('waits while what it found may be of another post that said the same', () => {
    const shared = { ...nothing, othersOnTheirWay: 1 };

    expect(decideReadBack({ ...shared, matches: [post] })).toMatchObject({
      kind: 'look-again',
      counted: false,
    });
    expect(decideReadBack(shared)).toEqual({ kind: 'resend' });
  });

  it('asks a person when two posts look like it', () => {
    expect(decideReadBack({ ...nothing, matches: [post, { ...post, platformPostId: '2' }] }).kind).toBe(
      'undecided',
    );
  });

  it('takes a draft that is live for published where several look like it, unless another one was sent before', () => {
    const matches = [post, { ...post, platformPostId: '2' }];
    const live = { ...nothing, publishClass: 'two-phase' as const, draft: 'live' as const, matches };

    expect(decideReadBack(live).kind).toBe('adopt-without-id');
    expect(decideReadBack({ ...live, sends: 2 }).kind).toBe('undecided');
    expect(decideReadBack({ ...live, ambiguousBefore: true }).kind).toBe('undecided');
  });

  it('sends again what a duplicate-rejecting platform does not show', () => {
    expect(decideReadBack(nothing)).toEqual({ kind: 'resend' });
  });

  it('looks twice where drafts are the rule but this send has none that the platform knows', () => {
    const switchedOnSince = { ...nothing, publishClass: 'two-phase' as const };

    expect(decideReadBack(switchedOnSince).kind).toBe('look-again');
    expect(decideReadBack({ ...switchedOnSince, negativeReads: 1 }).kind).toBe('resend');
    expect(decideReadBack({ ...switchedOnSince, draft: 'gone' }).kind).toBe('look-again');
    expect(decideReadBack({ ...switchedOnSince, draft: 'ready' }).kind).toBe('resend');
  });

  it('looks twice, a minute apart, where nothing else protects from a second copy', () => {
    const plain = { ...nothing, publishClass: 'plain' as const };

    expect(decideReadBack(plain)).toEqual({ kind: 'look-again', seconds: 60, counted: true });
    expect(decideReadBack({ ...plain, negativeReads: 1 })).toEqual({ kind: 'resend' });
  });

  it('publishes a draft again that is proved not to be live, later each time, and asks a person in the end', () => {
    const draft = { ...nothing, publishClass: 'two-phase' as const, draft: 'ready' as const };
    const after = (sends: number, seconds: number) =>
      decideReadBack({ ...draft, sends, ageMs: seconds * 1000 });

    expect(after(1, 2)).toEqual({ kind: 'resend' });
    expect([after(2, 2), after(3, 2), after(4, 2)]).toEqual(
      [28, 118, 298].map((seconds) => ({ kind: 'look-again', seconds, counted: false })),
    );
    expect([after(2, 30), after(3, 120), after(4, 300)].map(({ kind }) => kind)).toEqual(
      Array(3).fill('resend'),
    );
    expect(after(5, 2).kind).toBe('undecided');
  });

  it('never resends a live draft: it waits for its id, and in the end does without', () => {
    const liveDraft = { ...nothing, publishClass: 'two-phase' as const, draft: 'live' as const };

    expect(decideReadBack(liveDraft)).toMatchObject({ kind: 'look-again', counted: false });
    expect(decideReadBack({ ...liveDraft, ageMs: patienceMs + 1 })).toEqual({ kind: 'adopt-without-id' });
  });

  it('stops after four sends without an answer', () => {
    expect(decideReadBack({ ...nothing, sends: 4 }).kind).toBe('undecided');
  });

  it('believes a refusal when nothing of an earlier send is there', () => {
    expect(decideReadBack({ ...nothing, refused: true })).toEqual({ kind: 'fail' });
    expect(decideReadBack({ ...nothing, refused: true, refusedAsDuplicate: true })).toEqual({ kind: 'fail' });
  });

  it('asks a person when the platform calls it a duplicate of an earlier send that it does not show for ten minutes', () => {
    const evidence = { ...nothing, refused: true, refusedAsDuplicate: true, ambiguousBefore: true };

    expect(decideReadBack({ ...evidence, ageMs: 599_000 })).toEqual({
      kind: 'look-again',
      seconds: 60,
      counted: false,
    });
    expect(decideReadBack({ ...evidence, ageMs: 600_000 }).kind).toBe('undecided');
  });

  it('waits while nothing can be read, and asks a person after half an hour', () => {
    const look = (unreadableMs: number) => decideUnreadable({ ...unreadable, unreadableMs });

    expect(look(patienceMs)).toEqual({ kind: 'look-again', seconds: 30, counted: false });
    expect(look(patienceMs + 1).kind).toBe('undecided');
  });

  it('is waited for as long as the platform answers nobody', () => {
    const look = { ...unreadable, unreadableMs: 10 * patienceMs, isPlatformHeld: true };

    expect(decideUnreadable(look)).toEqual({ kind: 'look-again', seconds: 30, counted: false });
  });

  it('looks again at the end of a limit on every call, also one of a day, but not of a week', () => {
    const look = (hours: number) =>
      decideUnreadable({
        ...unreadable,
        unreadableMs: patienceMs + 1,
        limit: { leftMs: hours * 3_600_000, isOnEveryCall: true },
      });

    expect(look(24)).toMatchObject({ kind: 'look-again', seconds: 24 * 3_600 });
    expect(look(7 * 24).kind).toBe('undecided');
  });

  it('asks a person about a limit on every call that is too long, though its own looks hold the platform', () => {
    const look = (unreadableMs: number) =>
      decideUnreadable({
        ...unreadable,
        unreadableMs,
        isPlatformHeld: true,
        ageMs: 24.5 * 3_600_000,
        limit: { leftMs: 3_600_000, isOnEveryCall: true },
      });

    expect(look(0)).toEqual({ kind: 'look-again', seconds: 30 * 60 + 1, counted: false });
    expect(look(patienceMs + 1).kind).toBe('undecided');
  });

  it('looks again at the end of a limit on looks, or a last time when the half hour is over', () => {
    const look = (minutes: number, unreadableMs: number) =>
      decideUnreadable({
        ...unreadable,
        unreadableMs,
        limit: { leftMs: minutes * 60_000, isOnEveryCall: false },
      });

    expect(look(15, 0)).toMatchObject({ kind: 'look-again', seconds: 900 });
    expect(look(24 * 60, 60_000)).toMatchObject({ kind: 'look-again', seconds: 29 * 60 + 1 });
    expect(look(24 * 60, patienceMs + 1).kind).toBe('undecided');
  });
});
