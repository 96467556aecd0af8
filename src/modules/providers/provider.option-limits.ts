import type { FieldProblem } from '../../kernel/app-error.ts';
import type { Poll, PostContent, PostOptions } from '../../kernel/post-content.ts';
import type { PlatformCapabilities, PollCapability } from './provider.capabilities.ts';
import { characterCount } from './provider.text.ts';

/** What each option is called in a sentence. */
const optionNames: Record<keyof PostOptions, string> = {
  link: 'a link beside the text',
  kind: 'kinds of posts',
  title: 'a title',
  thumbnailOffsetMs: 'a chosen cover',
  shareToFeed: 'the choice of the feed',
  firstComment: 'a first comment',
  thread: 'a thread',
  poll: 'a poll',
  quotePostId: 'a quoted post',
  replySettings: 'reply settings',
  replyTo: 'an answer',
};

/** What is wrong with the options; one that the platform does not know is refused, for dropping it without a word would lose it. */
export function optionProblems(capabilities: PlatformCapabilities, { options }: PostContent): FieldProblem[] {
  const unknown = Object.keys(options).filter(
    (name): name is keyof PostOptions =>
      Object.hasOwn(optionNames, name) && !capabilities.options.some((each) => each === name),
  );
  return [
    ...unknown.filter((name) => name !== 'replyTo').map((name) => notSupported(capabilities.name, name)),
    ...(options.poll && capabilities.poll
      ? pollProblems(capabilities.name, options.poll, capabilities.poll)
      : []),
    ...threadProblems(capabilities, options),
  ];
}

function notSupported(platformName: string, name: keyof PostOptions): FieldProblem {
  if (name === 'link') {
    const message = `${platformName} cannot attach a link beside the text. Write it into the text, or post to ${platformName} on its own.`;
    return { field: 'options.link', code: 'LINK_NOT_SUPPORTED', message };
  }
  const message = `${platformName} does not know ${optionNames[name]}. Give it for the platform that does, under options.facebook, options.instagram or options.twitter.`;
  return { field: `options.${name}`, code: 'OPTION_NOT_SUPPORTED', message };
}

function pollProblems(
  platformName: string,
  { options, durationMinutes }: Poll,
  limits: PollCapability,
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (options.length < limits.minOptions || options.length > limits.maxOptions) {
    problems.push({
      field: 'options.poll.options',
      code: 'POLL_OPTIONS',
      message: `A poll on ${platformName} has ${limits.minOptions} to ${limits.maxOptions} answers, this one has ${options.length}.`,
      limit: options.length < limits.minOptions ? limits.minOptions : limits.maxOptions,
      actual: options.length,
    });
  }
  for (const [index, option] of options.entries()) {
    const actual = characterCount(option);
    if (actual >= 1 && actual <= limits.maxOptionLength) continue;
    const message = `An answer has 1 to ${limits.maxOptionLength} characters, this one has ${actual}.`;
    const field = `options.poll.options[${index}]`;
    problems.push({ field, code: 'POLL_OPTION_LENGTH', message, limit: limits.maxOptionLength, actual });
  }
  if (durationMinutes < limits.minMinutes || durationMinutes > limits.maxMinutes) {
    problems.push({
      field: 'options.poll.durationMinutes',
      code: 'POLL_DURATION',
      message: `A poll on ${platformName} lasts ${limits.minMinutes} to ${limits.maxMinutes} minutes, this one ${durationMinutes}.`,
      limit: durationMinutes < limits.minMinutes ? limits.minMinutes : limits.maxMinutes,
      actual: durationMinutes,
    });
  }
  return problems;
}

function threadProblems({ name, thread }: PlatformCapabilities, options: PostOptions): FieldProblem[] {
  const actual = options.thread?.length ?? 0;
  if (!thread || actual <= thread.maxParts) return [];
  const message = `A thread on ${name} may go on for ${thread.maxParts} posts, this one for ${actual}.`;
  return [{ field: 'options.thread', code: 'THREAD_TOO_LONG', message, limit: thread.maxParts, actual }];
}
