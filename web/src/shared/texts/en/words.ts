/** Words that more than one page says. */
export const words = {
  platforms: { FACEBOOK: 'Facebook', INSTAGRAM: 'Instagram', TWITTER: 'X' },
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  tryAgain: 'Try again',
  loading: 'Loading',
  loadingFailed: 'This could not be loaded',
  networkTrouble: 'The service could not be reached. Check your internet connection and try again.',
  unexpected: 'Something went wrong that should not. Try again; if it stays, tell your administrator.',
  supportNumber: (requestId: string) => `Number for support: ${requestId}`,
  needsScope: (scope: string) => `Your access does not include this (${scope}).`,
} as const;
