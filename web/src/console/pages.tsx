import { Component, Suspense, type ReactNode } from 'react';
import { Link, Redirect, Route, Switch, useLocation } from 'wouter';
import { texts } from '../shared/texts/console-texts.ts';
import { routes } from './routes.ts';
import { PageHeading } from './shell/page-heading.tsx';
import { PageSkeleton } from './shell/page-skeleton.tsx';

/** The page that the address names. */
export function Pages() {
  const [path] = useLocation();
  return (
    <PageFailure key={path}>
      <Suspense fallback={<PageSkeleton />}>
        <Switch>
          {routes.map(({ path: pattern, page: Page }) => (
            <Route key={pattern} path={pattern}>
              <Page />
            </Route>
          ))}
          <Route path="/">
            <Redirect to="/connections" replace />
          </Route>
          <Route>
            <UnknownPage />
          </Route>
        </Switch>
      </Suspense>
    </PageFailure>
  );
}

function UnknownPage() {
  return (
    <>
      <PageHeading title={texts.shell.pageUnknown} />
      <p>{texts.shell.pageUnknownText}</p>
      <p>
        <Link href="/connections">{texts.shell.toConnections}</Link>
      </p>
    </>
  );
}

/** A page that breaks, or whose code could not be loaded, leaves the navigation standing. */
class PageFailure extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <>
        <PageHeading title={texts.words.loadingFailed} />
        <p>{texts.words.unexpected}</p>
        <button type="button" className="button" onClick={() => location.reload()}>
          {texts.words.tryAgain}
        </button>
      </>
    );
  }
}
