import type { Post } from '@social-integration/client';
import type { ReactNode } from 'react';
import { shownNumber } from '../../shared/formats.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import { viewer } from '../viewer.ts';
import styles from './post-content.module.css';

const words = texts.post;

type Options = Post['options'];

/** What goes with the text, each thing by its name; nothing at all where nothing does. */
export function PostOptions({ post: { options, status } }: { post: Post }) {
  const shown = [...rowsOf(options), ...(status === 'PUBLISHED' ? [] : plannedFollowUps(options))];
  if (shown.length === 0) return null;
  return (
    <dl className={styles['options']} aria-label={words.options}>
      {shown.map(({ name, value }, index) => (
        <div key={`${name}${index}`} className={styles['option']}>
          <dt>{name}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function rowsOf(options: Options): { name: string; value: ReactNode }[] {
  const names = words.optionNames;
  const rows: { name: string; value: ReactNode }[] = [];
  if (options.link) rows.push({ name: names.link, value: <SafeLink address={options.link} /> });
  if (options.kind && options.kind !== 'POST')
    rows.push({ name: names.kind, value: words.kinds[options.kind] });
  if (options.title) rows.push({ name: names.title, value: options.title });
  if (options.thumbnailOffsetMs !== undefined) {
    const seconds = shownNumber(options.thumbnailOffsetMs / 1000, viewer);
    rows.push({ name: names.thumbnailOffsetMs, value: words.seconds(seconds) });
  }
  if (options.shareToFeed !== undefined)
    rows.push({ name: names.shareToFeed, value: options.shareToFeed ? words.yes : words.no });
  if (options.poll) rows.push({ name: words.poll, value: <Poll poll={options.poll} /> });
  if (options.quotePostId) rows.push({ name: names.quotePostId, value: options.quotePostId });
  if (options.replySettings)
    rows.push({ name: names.replySettings, value: words.replySettings[options.replySettings] });
  return rows;
}

/** What is to follow; once the post is live, these are posts of their own and listed as such. */
function plannedFollowUps({ firstComment, thread = [] }: Options): { name: string; value: ReactNode }[] {
  const comment = firstComment ? [{ name: words.optionNames.firstComment, value: firstComment }] : [];
  return [...comment, ...thread.map((part) => ({ name: words.thread, value: saidIn(part) }))];
}

/** `Half time. · 2 files`. */
function saidIn({ content, media = [] }: NonNullable<Options['thread']>[number]): string {
  return [content.trim(), media.length > 0 && words.files(media.length)].filter(Boolean).join(' · ');
}

/** Somebody typed this address: only what leads to a page becomes a link. */
function SafeLink({ address }: { address: string }) {
  if (!/^https?:\/\//i.test(address)) return address;
  return (
    <a href={address} target="_blank" rel="noreferrer">
      {address} <span className="heard-only">{words.opensNewTab}</span>
    </a>
  );
}

function Poll({ poll: { options, durationMinutes } }: { poll: NonNullable<Options['poll']> }) {
  return (
    <>
      <ul>
        {options.map((option) => (
          <li key={option}>{option}</li>
        ))}
      </ul>
      <span className="soft">{words.pollLasts(durationMinutes)}</span>
    </>
  );
}
