export type IconName = keyof typeof paths;

/** A drawing beside a word; by itself it is not read out. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      width="1.25em"
      height="1.25em"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  );
}

const paths = {
  account: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.5 20a7.5 7.5 0 0 1 15 0',
  back: 'm14.5 6-6 6 6 6',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  close: 'm6 6 12 12M18 6 6 18',
  connections:
    'M9.5 14.5 14.5 9.5M8 11 5.8 13.2a3.5 3.5 0 0 0 5 5L13 16M11 8l2.2-2.2a3.5 3.5 0 0 1 5 5L16 13',
  engagement: 'M5 19V11M12 19V5M19 19v-5M3 21.5h18',
  forward: 'm9.5 6 6 6-6 6',
  plus: 'M12 5v14M5 12h14',
  posts: 'M5 6.5h14v13H5zM5 10.5h14M9 4v4M15 4v4',
  warning: 'M12 4 21 19.5H3zM12 10v4M12 16.8v.2',
  webhooks: 'M4 8h11l-3-3M20 16H9l3 3',
};
