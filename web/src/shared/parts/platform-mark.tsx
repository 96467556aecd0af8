import type { Platform } from '../platform.ts';
import styles from './platform-mark.module.css';

/** The sign of a platform, beside its name or its account; by itself it is not read out. */
export function PlatformMark({ platform }: { platform: Platform }) {
  return (
    <svg
      className={`${styles['mark']} ${styles[platform]}`}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      {shapes[platform]}
    </svg>
  );
}

const shapes: Record<Platform, React.ReactNode> = {
  FACEBOOK: (
    <path
      d="M13.2 19v-6h2l.4-2.5h-2.4V9c0-.8.3-1.3 1.4-1.3h1.1V5.5a14 14 0 0 0-1.8-.1c-1.9 0-3.2 1.1-3.2 3.2v1.9H8.6V13h2.1v6z"
      fill="currentColor"
    />
  ),
  INSTAGRAM: (
    <g fill="none" stroke="currentColor" strokeWidth="1.7">
      <rect x="5.5" y="5.5" width="13" height="13" rx="4" />
      <circle cx="12" cy="12" r="3.1" />
      <circle cx="15.7" cy="8.3" r="0.5" fill="currentColor" />
    </g>
  ),
  TWITTER: <path d="m6 6 12 12.5M18 6 6 18.5" fill="none" stroke="currentColor" strokeWidth="2.2" />,
};
