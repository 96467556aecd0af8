import { createSocialClient, SocialProblem } from '@social-integration/client';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { currentToken, endSession } from './session/session.ts';

/** The public API as the bearer may use it. `answerOf(api.GET('/api/v1/social/…'))` in a query function. */
export const api = createSocialClient({ baseUrl: location.origin, accessToken: currentToken });

/** For the bearer of this token. */
export function createQueryClient(token: string): QueryClient {
  // 401 anywhere means that nothing else will work either; that of an earlier token says nothing about this one.
  const onError = (error: Error) => {
    if (error instanceof SocialProblem && error.status === 401 && currentToken() === token)
      endSession('ACCESS_ENDED');
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    // Without "always" a call made without a network would wait for one, without a word, and go out minutes later.
    defaultOptions: {
      queries: { retry: mayHelpAgain, staleTime: 10_000, networkMode: 'always', refetchOnReconnect: true },
      mutations: { networkMode: 'always' },
    },
  });
}

/** What the service refused it refuses again; a lost connection or a moment of trouble passes. */
function mayHelpAgain(failures: number, error: Error): boolean {
  return failures < 2 && !(error instanceof SocialProblem && error.status < 500);
}
