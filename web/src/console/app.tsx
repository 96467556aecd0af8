import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { RouterProvider } from 'react-aria-components';
import { useLocation } from 'wouter';
import { createQueryClient } from './api.ts';
import { Pages } from './pages.tsx';
import { SignInPage } from './session/sign-in-page.tsx';
import { useSession } from './session/session.ts';
import type { Me } from './session/session-state.ts';
import { Shell } from './shell/shell.tsx';
import { PageSkeleton } from './shell/page-skeleton.tsx';

export function App() {
  const session = useSession();
  switch (session.status) {
    case 'checking':
      return (
        <Shell me={null}>
          <PageSkeleton />
        </Shell>
      );
    case 'signed-out':
      return <SignInPage why={session.why} />;
    case 'signed-in':
      return <SignedIn key={session.token} token={session.token} me={session.me} />;
  }
}

/** What was loaded belongs to one bearer: with another token the cache begins empty. */
function SignedIn({ token, me }: { token: string; me: Me }) {
  const [queryClient] = useState(() => createQueryClient(token));
  const [, navigate] = useLocation();
  useEffect(() => () => queryClient.clear(), [queryClient]);
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider navigate={navigate}>
        <Shell me={me}>
          <Pages />
        </Shell>
      </RouterProvider>
    </QueryClientProvider>
  );
}
