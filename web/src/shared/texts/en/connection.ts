import { plural } from '../plural.ts';

const posts = { one: 'post', other: 'posts' };
const words = { one: 'minute', other: 'minutes' };

export const connection = {
  title: 'Connection',
  back: 'All connections',
  unknownTitle: 'There is no such connection',
  unknownText: 'It may have been disconnected, or it belongs to another club.',
  accountOf: (platform: string) => `${platform} account`,

  state: {
    STOPPED: 'Nothing is sent',
    TROUBLED: 'Posts run into trouble',
    ENDING: 'Somebody should reconnect soon',
    LIMITED: 'Posts wait for the platform',
    WORKING: 'Posts go out',
  },
  found: {
    blocked: {
      tone: 'bad',
      title: 'Posts run into trouble',
      sentences: ['The connection is active, but the diagnosis found what stops its posts.'],
    },
    warning: {
      tone: 'warn',
      title: 'Posts go out',
      sentences: ['The diagnosis found something that deserves attention.'],
    },
  },
  working: 'The connection works and nothing stands in its way.',
  stoppedWithoutReason: 'The connection is not active. Reconnect the account.',
  limited: (when: string, reason: string | null) =>
    reason ? `Until ${when}: ${reason}` : `Until ${when}, because the platform said so.`,
  nothingWaits: 'No post is waiting.',
  waits: (count: number, most: number) =>
    count >= most
      ? `${plural(most, posts)} or more wait.`
      : plural(count, { one: 'post waits.', other: 'posts wait.' }),
  overdue: (count: number) => plural(count, { one: 'is overdue.', other: 'are overdue.' }),
  nextAt: (when: string) => `The next is planned for ${when}.`,
  showPosts: 'Show them',

  facts: 'About this connection',
  accountId: 'Id at the platform',
  loginEnds: 'Present token until',
  loginEndless: 'No end date',
  dataAccessEnds: 'Figures readable until',
  lastPost: 'Last post',
  noPostYet: 'None yet',
  connectedSince: 'Connected since',
  permissions: 'Permissions',

  diagnosis: {
    title: 'Diagnosis',
    running: 'The platform is being asked …',
    run: 'Check again',
    busy: 'Checking …',
    checkedAt: (when: string) => `Checked ${when}`,
    outdated: 'This was found before your change. Wait ten seconds and check again.',
    who: 'Who must act',
    actors: {
      'club-admin': 'Somebody who manages the account at the platform',
      operator: 'Whoever runs this service',
      platform: 'The platform; it is worth trying again later',
      author: 'Whoever writes the posts',
      wait: 'Nobody: it ends by itself',
    },
    verdicts: {
      healthy: 'Everything is fine',
      warning: 'Something deserves attention',
      blocked: 'Posts cannot go out',
    },
    goTo: (host: string) => `Open ${host}`,
    toReconnect: 'Go to “Reconnect”',
    checks: 'Checks, the most important first',
    results: { passed: 'Good', failed: 'Problem', warning: 'Attention', skipped: 'Not looked at' },
    detail: 'In the platform’s words',
    names: {
      'row-active': 'Connection',
      'tenant-pause': 'Pause by an operator',
      'token-opens': 'Stored token',
      'token-kind': 'Kind of token',
      'token-valid': 'Token at the platform',
      expiry: 'End date',
      'data-access': 'Access to figures',
      scopes: 'Permissions',
      'page-role': 'Role of the person',
      account: 'Account',
      app: 'App of this service',
      credits: 'Credits',
      'publishing-quota': 'Publishing limit',
      'rate-limit': 'Waiting time',
      budget: 'Budget',
      attempts: 'Latest posts',
      posts: 'Waiting posts',
    } as Record<string, string>,
  },

  actions: 'Actions',
  refresh: {
    title: 'Renew the token',
    text: 'Asks the platform for a fresh one now. This happens by itself in time; here it can be tried.',
    action: 'Renew now',
    busy: 'Renewing …',
    done: (ends: string | null) => (ends ? `Renewed; it lives until ${ends}.` : 'Renewed.'),
  },
  reconnect: {
    title: 'Reconnect',
    text: 'Somebody who manages the account logs in again. Waiting posts then go out by themselves.',
    action: 'Get a link',
    busy: 'Getting a link …',
    dialogTitle: (account: string) => `Reconnect ${account}`,
    dialogText:
      'Send this link to somebody who manages the account, or open it yourself. Only the same account is taken.',
    link: 'Link for the admin',
    until: (when: string) => `It works once, until ${when}.`,
    go: 'Open it here',
  },
  deactivate: {
    title: 'Stop sending',
    text: 'Posts wait until somebody reconnects. The tokens stay.',
    action: 'Stop sending …',
    already: 'Nothing is sent at the moment.',
    dialogTitle: (account: string) => `Stop sending to ${account}?`,
    happens: 'From now on no post of this connection goes out.',
    waiting: (count: number) =>
      count === 0
        ? 'No post is waiting now; those planned later will wait.'
        : `${plural(count, { one: 'post that is planned will wait', other: 'posts that are planned will wait' })}.`,
    wayBack: 'To start again, the account must be reconnected.',
    confirm: 'Stop sending',
    busy: 'Stopping …',
  },
  disconnect: {
    title: 'Disconnect',
    text: 'Deletes the tokens and takes the permission back at the platform.',
    action: 'Disconnect …',
    dialogTitle: (account: string) => `Disconnect ${account}?`,
    happens:
      'The tokens are deleted here, and the permission is taken back at the platform where it allows that.',
    waiting: (count: number) =>
      count === 0
        ? 'No post is waiting behind it.'
        : `${plural(count, { one: 'planned post does', other: 'planned posts do' })} not go out unless the account is connected again.`,
    stays: 'What was published stays where it is.',
    confirm: 'Disconnect',
    busy: 'Disconnecting …',
    doneTitle: 'Disconnected',
    leave: 'To all connections',
  },

  spacing: {
    title: 'Distance between posts',
    label: 'Least time between two posts, in minutes',
    hint: '0: no distance is kept. At most 10,080 minutes, which is a week.',
    notANumber: 'Enter a number of minutes, such as 15.',
    tooLarge: 'At most 10,080 minutes, which is a week.',
    tooSmall: 'It cannot be less than 0.',
    save: 'Save',
  },

  limits: {
    title: 'Limits of the platform',
    caption: 'What the platform said about its limits, as last seen',
    columns: { what: 'What', left: 'Left', resets: 'Starts anew' },
    seenAt: (when: string) => `seen ${when}`,
    everyCall: 'Every call',
    shared: 'shared by all accounts',
    own: 'of this account',
    leftOf: (remaining: string, limit: string) => `${remaining} of ${limit}`,
    used: (percent: number) => `${percent} % used`,
    unknown: '–',
    empty: 'The platform has not said anything about limits yet. It does so with the first calls.',
    limitedUntil: (when: string, reason: string | null) =>
      reason ? `Posts wait until ${when}: ${reason}` : `Posts wait until ${when}.`,
    spacing: (seconds: number, until: string | null) => {
      const distance = `Between two posts there are at least ${seconds % 60 === 0 ? plural(seconds / 60, words) : plural(seconds, { one: 'second', other: 'seconds' })}`;
      return until ? `${distance}, after a limit until ${until}.` : `${distance}.`;
    },
  },

  frequency: {
    title: 'Posts of the last 24 hours',
    total: (count: number) => plural(count, { one: 'post went out', other: 'posts went out' }),
    none: 'No post went out in the last 24 hours.',
    hour: (hour: string, count: number) => `${hour}: ${plural(count, posts)}`,
  },
} as const;
