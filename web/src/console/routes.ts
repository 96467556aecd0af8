import { lazy, type ComponentType } from 'react';
import { texts } from '../shared/texts/console-texts.ts';
import type { IconName } from './shell/icon.tsx';

export interface Route {
  /** In wouter's words: `/posts/:id`. */
  path: string;
  page: ComponentType;
}

/** The first that matches is shown. Each page is a chunk of its own, loaded when somebody goes there. */
export const routes: Route[] = [
  { path: '/connections', page: lazy(() => import('./connections/connections-page.tsx')) },
  { path: '/connections/:id', page: lazy(() => import('./connection/connection-page.tsx')) },
  { path: '/posts', page: lazy(() => import('./posts/posts-page.tsx')) },
  { path: '/posts/new', page: lazy(() => import('./composer/composer-page.tsx')) },
  { path: '/posts/:id', page: lazy(() => import('./post/post-page.tsx')) },
  { path: '/engagement', page: lazy(() => import('./engagement/engagement-page.tsx')) },
  { path: '/webhooks', page: lazy(() => import('./webhooks/webhooks-page.tsx')) },
];

export interface NavigationLink {
  path: string;
  label: string;
  icon: IconName;
}

export const navigationLinks: NavigationLink[] = [
  { path: '/connections', label: texts.shell.links.connections, icon: 'connections' },
  { path: '/posts', label: texts.shell.links.posts, icon: 'posts' },
  { path: '/engagement', label: texts.shell.links.engagement, icon: 'engagement' },
  { path: '/webhooks', label: texts.shell.links.webhooks, icon: 'webhooks' },
];

/** A page below a link belongs to it: `/posts/new` lights up "Posts". */
export function belongsTo(path: string, link: string): boolean {
  return path === link || path.startsWith(`${link}/`);
}
