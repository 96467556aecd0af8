import type { Connection } from '@social-integration/client';
import { AccountsField } from './accounts-field.tsx';
import type { PlatformRules } from './composer-calls.ts';
import { threadPlatform, withOptions, type MediaDraft } from './draft.ts';
import { MediaField } from './media-field.tsx';
import { hasOptions, PlatformOptionsField } from './platform-options.tsx';
import { problemsAt, problemsUnder } from './problems.ts';
import { TextField } from './text-field.tsx';
import { threadActions } from './thread-actions.ts';
import type { ComposerState } from './use-composer.ts';
import { WhenField } from './when-field.tsx';

interface ComposerFieldsProps {
  state: ComposerState;
  accounts: Connection[];
  /** Of every platform. */
  rules: PlatformRules[];
}

/** Everything that can be said about a post, in the order in which people think of it. */
export function ComposerFields({ state, accounts, rules }: ComposerFieldsProps) {
  const { draft, change, mediaOf, platforms, live, problems } = state;
  return (
    <>
      <AccountsField
        accounts={accounts}
        platforms={rules
          .map(({ platform }) => platform)
          .filter((platform) => accounts.some((each) => each.platform === platform))}
        chosen={draft.accountIds}
        choose={(accountIds) => change((old) => ({ ...old, accountIds }))}
        problems={problemsUnder(problems, 'connectionIds')}
      />
      <TextField
        content={draft.content}
        write={(content) => change((old) => ({ ...old, content }))}
        rules={platforms}
        checks={live.check?.accounts ?? []}
        problems={problemsAt(problems, 'content')}
      />
      <MediaField
        media={draft.media}
        actions={mediaOf(null)}
        altTextLimit={(item) => altTextLimit(item, platforms.length > 0 ? platforms : rules)}
        problems={problems}
      />
      <OptionFields state={state} />
      <WhenField
        when={draft.when}
        choose={(when) => change((old) => ({ ...old, when }))}
        problems={problemsAt(problems, 'scheduledAt').map((each) => ({ ...each, platform: null }))}
      />
    </>
  );
}

function OptionFields({ state }: Pick<ComposerFieldsProps, 'state'>) {
  const { draft, change, mediaOf, platforms, problems } = state;
  const thread = threadActions(change, mediaOf);
  return platforms
    .filter(hasOptions)
    .map((rules) => (
      <PlatformOptionsField
        key={rules.platform}
        rules={rules}
        options={draft.options[rules.platform]}
        change={(options) => change((old) => withOptions(old, rules.platform, options))}
        problems={problemsUnder(problems, rules.platform)}
        hasVideo={draft.media.some(({ type }) => type === 'VIDEO')}
        parts={rules.platform === threadPlatform ? draft.thread : []}
        thread={thread}
        altTextLimit={(item) => altTextLimit(item, [rules])}
      />
    ));
}

/** The longest that every chosen platform takes; null where none of them shows a description of such a file. */
function altTextLimit({ type }: MediaDraft, rules: PlatformRules[]): number | null {
  const limits = rules.filter(({ altText }) => altText.mediaTypes.includes(type));
  return limits.length === 0 ? null : Math.min(...limits.map(({ altText }) => altText.maxLength));
}
