export const signIn = {
  title: 'Sign in',
  text: 'Open the console from your CRM, or paste an access token.',
  token: 'Access token',
  tokenHint: 'It stays in this browser tab and is forgotten when you close it.',
  tokenMissing: 'Paste an access token first.',
  submit: 'Sign in',
  submitting: 'Signing in …',
  why: {
    SIGNED_OUT: { title: 'You are signed out', text: 'Sign in again whenever you like.' },
    ACCESS_ENDED: {
      title: 'Your access has ended',
      text: 'Nothing was lost that you had saved. Open the console from your CRM again, or paste a new token.',
    },
    TOKEN_REFUSED: {
      title: 'This token was not accepted',
      text: 'It may have ended, or belong to another service. Ask for a new one.',
    },
    CODE_REFUSED: {
      title: 'The hand-over from your CRM did not work',
      text: 'Its code works once and only for a short time. Open the console from your CRM again.',
    },
    UNREACHABLE: {
      title: 'The service could not be reached',
      text: 'Check your internet connection and try again.',
    },
  },
} as const;
