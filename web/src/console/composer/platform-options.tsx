import { useState, type ReactNode } from 'react';
import { PlatformMark } from '../../shared/parts/platform-mark.tsx';
import { shownNumber } from '../../shared/formats.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import { viewer } from '../viewer.ts';
import type { PlatformRules } from './composer-calls.ts';
import type { PlatformOptions } from './draft.ts';
import { ProblemLines } from './field.tsx';
import type { OptionsProps } from './options-props.ts';
import { CoverOption } from './cover-option.tsx';
import { ChoiceOption, SwitchOption, WordsOption } from './option-fields.tsx';
import styles from './platform-options.module.css';
import { PollOption } from './poll-option.tsx';
import { problemsUnder, type Problem } from './problems.ts';
import { quotedId } from './quoted-id.ts';
import { ThreadOption } from './thread-option.tsx';

const words = texts.composer;

/** What this platform offers beyond the text; the table of the service says what that is. */
export function PlatformOptionsField(props: OptionsProps) {
  const { rules, options, parts, problems } = props;
  const { platform, name } = rules;
  const [isOpen, setOpen] = useState(() => Object.keys(options).length > 0 || parts.length > 0);
  const shown = shownOptions(props);
  const unplaced = problems.filter(
    (each) => !shown.some((option) => problemsUnder([each], `${platform}.${option}`).length > 0),
  );
  return (
    <details
      className={`card ${styles['options']}`}
      open={isOpen || problems.length > 0}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary className={styles['summary']}>
        <PlatformMark platform={platform} />
        <h2>{words.options(name)}</h2>
      </summary>
      <div className={styles['fields']}>
        {shown.map((option) => (
          <div key={option}>{fields[option]?.(props)}</div>
        ))}
        <ProblemLines problems={unplaced} />
      </div>
    </details>
  );
}

/** Whether the platform offers something that these files and this kind of post can use. */
export function hasOptions(rules: PlatformRules): boolean {
  return rules.options.some((name) => name in fields && !(name === 'kind' && rules.kinds.length < 2));
}

/** Choices for a video wait until there is one, unless they were made already. */
function shownOptions({ rules, options, hasVideo }: OptionsProps): (keyof PlatformOptions)[] {
  return rules.options.filter((name): name is keyof PlatformOptions => {
    if (!(name in fields)) return false;
    if (name === 'kind') return rules.kinds.length > 1;
    const isForVideo = name === 'title' || name === 'thumbnailOffsetMs' || name === 'shareToFeed';
    return !isForVideo || hasVideo || options[name] !== undefined;
  });
}

function at({ rules: { platform }, problems }: OptionsProps, option: string): Problem[] {
  return problemsUnder(problems, `${platform}.${option}`).map((each) => ({ ...each, platform: null }));
}

const fields: Partial<Record<keyof PlatformOptions, (props: OptionsProps) => ReactNode>> = {
  kind: (props) => (
    <ChoiceOption
      label={words.kind}
      value={props.options.kind ?? props.rules.kinds[0]?.kind ?? 'POST'}
      choices={props.rules.kinds.map(({ kind }) => ({ value: kind, label: words.kinds[kind] }))}
      choose={(kind) => props.change({ kind: kind === props.rules.kinds[0]?.kind ? undefined : kind })}
      problems={at(props, 'kind')}
    />
  ),
  link: (props) => (
    <WordsOption
      label={words.link}
      hint={words.linkHint}
      value={props.options.link ?? ''}
      write={(link) => props.change({ link: link.trim() })}
      problems={at(props, 'link')}
    />
  ),
  title: (props) => (
    <WordsOption
      label={words.videoTitle}
      value={props.options.title ?? ''}
      write={(title) => props.change({ title })}
      problems={at(props, 'title')}
    />
  ),
  thumbnailOffsetMs: (props) => (
    <CoverOption
      offsetMs={props.options.thumbnailOffsetMs}
      choose={(thumbnailOffsetMs) => props.change({ thumbnailOffsetMs })}
      problems={at(props, 'thumbnailOffsetMs')}
    />
  ),
  shareToFeed: (props) => (
    <SwitchOption
      label={words.shareToFeed}
      isOn={props.options.shareToFeed ?? true}
      turn={(isOn) => props.change({ shareToFeed: isOn ? undefined : false })}
      problems={at(props, 'shareToFeed')}
    />
  ),
  firstComment: (props) => (
    <WordsOption
      label={words.firstComment}
      hint={words.firstCommentHint(shownNumber(props.rules.firstComment?.maxLength ?? 0, viewer))}
      value={props.options.firstComment ?? ''}
      write={(firstComment) => props.change({ firstComment })}
      rows={2}
      problems={at(props, 'firstComment')}
    />
  ),
  thread: (props) => <ThreadOption {...props} problems={at(props, 'thread')} />,
  poll: (props) => <PollOption {...props} problems={at(props, 'poll')} />,
  quotePostId: (props) => (
    <WordsOption
      label={words.quote}
      hint={words.quoteHint}
      value={props.options.quotePostId ?? ''}
      write={(text) => props.change({ quotePostId: quotedId(text) })}
      problems={at(props, 'quotePostId')}
    />
  ),
  replySettings: (props) => (
    <ChoiceOption
      label={words.replySettings}
      value={props.options.replySettings ?? 'EVERYONE'}
      choices={props.rules.replySettings.map((who) => ({ value: who, label: words.replies[who] }))}
      choose={(who) => props.change({ replySettings: who === 'EVERYONE' ? undefined : who })}
      problems={at(props, 'replySettings')}
    />
  ),
};
