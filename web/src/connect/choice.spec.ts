import { describe, expect, it } from '@jest/globals';
import { allChosen, choosable, firstChoice, toggled } from './choice.ts';

const account = (accountId: string, canPublish: boolean) => ({
  accountId,
  accountName: accountId,
  canPublish,
  problems: [],
});
const accounts = [account('a', true), account('b', false), account('c', true)];

describe('choosing accounts', () => {
  it('leaves out what cannot publish', () => {
    expect(choosable(accounts)).toEqual(['a', 'c']);
  });

  it('chooses the only one that can, and none of several', () => {
    expect(firstChoice(accounts)).toEqual([]);
    expect(firstChoice(accounts.slice(0, 2))).toEqual(['a']);
  });

  it('ticks and unticks', () => {
    expect(toggled(['a'], 'c')).toEqual(['a', 'c']);
    expect(toggled(['a', 'c'], 'a')).toEqual(['c']);
  });

  it('shows the box for all as empty, half and full', () => {
    expect(allChosen(accounts, [])).toBe('none');
    expect(allChosen(accounts, ['c'])).toBe('some');
    expect(allChosen(accounts, ['a', 'c'])).toBe('all');
  });
});
