import { mostWaitingPosts } from '../../../connect/connect-link.ts';
import { plural } from '../plural.ts';

/** The service stops counting at some point; from there on the number is only the least it can be. */
const posts = (count: number) =>
  `${plural(count, { one: 'post', other: 'posts' })}${count < mostWaitingPosts ? '' : ' or more'}`;

/** Words of the connect and reconnect pages. `platform` is the platform's name: Facebook, Instagram or X. */
export const connect = {
  product: 'Social accounts',
  footer: (host: string) => `You are on ${host}. Your password stays with the platform; we never see it.`,
  loading: 'One moment …',

  reconnectTitle: (account: string) => `Reconnect ${account}`,
  reconnectUnnamed: (platform: string) => `Reconnect your ${platform} account`,
  reconnectWhy: 'Why this is needed',
  reconnectNoReason: (platform: string) => `${platform} wants you to confirm that posts may go out.`,
  waitingTitle: 'What waits behind it',
  waiting: (count: number) =>
    count === 1 ? '1 post waits for this account.' : `${posts(count)} wait for this account.`,
  nextPost: (when: string) => `The next one is planned for ${when}.`,
  nextPostDue: (when: string) => `The first one was due on ${when}.`,
  afterwards: 'They go out by themselves once the account is connected again.',

  connectTitle: {
    FACEBOOK: 'Connect Facebook Pages',
    INSTAGRAM: 'Connect Instagram accounts',
    TWITTER: 'Connect an X account',
  },
  steps: {
    FACEBOOK: [
      'Log in at Facebook as somebody who manages the Page.',
      'Tick the Pages to use here, and leave every permission switched on.',
      'Come back and choose which of them to connect.',
    ],
    INSTAGRAM: [
      'Log in at Facebook, which Instagram uses for professional accounts.',
      'Tick the Instagram account and the Page it is linked to, and leave every permission switched on.',
      'Come back and choose which accounts to connect.',
    ],
    TWITTER: [
      'Log in at X with the account that should post.',
      'Allow the access that X lists.',
      'X brings you back, and the account is connected.',
    ],
  },
  /** Whose dialog it is: professional Instagram accounts are connected through Facebook's. */
  dialogs: { FACEBOOK: 'Facebook', INSTAGRAM: 'Facebook', TWITTER: 'X' },
  toPlatform: {
    FACEBOOK: 'Continue at Facebook',
    INSTAGRAM: 'Continue at Facebook',
    TWITTER: 'Continue at X',
  },
  opening: 'Opening …',
  validUntil: (when: string) => `This link works until ${when}.`,

  workingTitle: (platform: string) => `Waiting for ${platform}`,
  working: (platform: string) =>
    `We are asking ${platform} which accounts you shared. This takes a few seconds.`,
  workingLong:
    'This takes longer than usual. You can wait here; if nothing comes, ask for a new link or start again from your CRM.',

  choosingTitle: 'Choose what to connect',
  choosingText: (platform: string) => `These are the accounts that ${platform} showed us.`,
  choosingNoneTitle: 'None of these accounts can publish yet',
  choosingNoneText: 'Each says what is missing. Once that is mended, log in again.',
  accountsLegend: 'Accounts',
  chooseAll: (count: number) => `Choose all that can publish (${count})`,
  canPublish: 'Can publish',
  cannotPublish: 'Cannot publish',
  connectChosen: (count: number) =>
    count === 0 ? 'Connect' : `Connect ${plural(count, { one: 'account', other: 'accounts' })}`,
  connecting: 'Connecting …',
  nothingChosen: 'Choose at least one account first.',
  otherLogin: 'Log in again',

  connectedTitle: (count: number) => (count < 2 ? 'Connected' : `${count} accounts are connected`),
  connectedOne: 'Posts can go out.',
  connectedMany: 'Posts can go out on all of them.',
  waitingGoOut: (count: number) =>
    count === 1
      ? 'The post that waited goes out by itself.'
      : `The ${posts(count)} that waited go out by themselves.`,
  backToConsole: 'Back to the console',
  backTo: (host: string) => `Back to ${host}`,
  closeWindow: 'You can close this window.',

  tryAgain: 'Try again',
  postsKeepWaiting: (count: number) =>
    count === 1
      ? 'The post behind this account keeps waiting; it is not lost.'
      : `The ${posts(count)} behind this account keep waiting; none is lost.`,
  supportNumber: (requestId: string) => `Number for support: ${requestId}`,
};
