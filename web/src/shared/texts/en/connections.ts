import { plural } from '../plural.ts';

const posts = { one: 'post', other: 'posts' };

export const connections = {
  title: 'Connections',
  connect: 'Connect an account',
  connectTo: 'Where is the account?',
  opening: 'Opening …',
  filters: 'Which connections',
  platform: 'Platform',
  allPlatforms: 'All platforms',
  state: 'State',
  states: { ALL: 'All', ATTENTION: 'Needs somebody', STOPPED: 'Stopped', ACTIVE: 'Active' },
  columns: { account: 'Account', state: 'State', waiting: 'Waiting posts', lastPost: 'Last post' },
  caption: 'Connections; what needs somebody comes first',
  health: {
    STOPPED: 'Stopped',
    TROUBLED: 'In trouble',
    ENDING: 'Ends soon',
    LIMITED: 'Waits',
    WORKING: 'Working',
  },
  stoppedWithoutReason: 'The connection is not active. Reconnect the account.',
  limitedUntil: (when: string) => `Posts wait until ${when}, because the platform limits them.`,
  renewed: 'Renewed by itself.',
  endsAt: (when: string) => `Login until ${when}.`,
  endless: 'No end date.',
  waiting: (count: number, most: number) =>
    count >= most ? `${plural(most, posts)} or more` : plural(count, posts),
  due: (count: number, most: number) =>
    count >= most ? 'all of them due' : `${new Intl.NumberFormat('en').format(count)} due`,
  nextAt: (when: string) => `next ${when}`,
  noPostYet: 'None yet',
  shown: (count: number) => plural(count, { one: 'connection', other: 'connections' }),
  shownWithMore: (count: number) => `The first ${plural(count, { one: 'connection', other: 'connections' })}`,
  needSomebody: (count: number) =>
    count === 0 ? 'none needs anybody' : plural(count, { one: 'needs somebody', other: 'need somebody' }),
  emptyTitle: 'No account is connected yet',
  emptyText: 'Connect a Facebook Page, an Instagram account or an X account, and posts can go out.',
  noMatchTitle: 'No connection is like this',
  noMatchText: 'Choose other filters to see the rest.',
  clearFilters: 'Show all connections',
} as const;
