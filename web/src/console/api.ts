import { createSocialClient, SocialProblem } from '@social-integration/client';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { currentToken, endSession } from './session/session.ts';

/** The public API as the bearer may use it. `answerOf(api.GET('/api/v1/social/…'))` in a query function. */
export const api = createSocialClient({ baseUrl: location.origin, accessToken: currentToken });

export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: endSessionIfOver }),
    mutationCache: new MutationCache({ onError: endSessionIfOver }),
    defaultOptions: { queries: { retry: mayHelpAgain, staleTime: 10_000 } },
  });
}

/** 401 anywhere means that nothing else will work either. */
function endSessionIfOver(error: Error): void {
  if (error instanceof SocialProblem && error.status === 401) endSession('ACCESS_ENDED');
}

/** What the service refused it refuses again; a lost connection or a moment of trouble passes. */
function mayHelpAgain(failures: number, error: Error): boolean {
  return failures < 2 && !(error instanceof SocialProblem && error.status < 500);
}
