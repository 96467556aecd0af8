import { isoTime } from '../clock.ts';
import type { Answer } from '../exchange.ts';
import type { Post } from '../posts.ts';
import type { Sandbox } from '../sandbox.ts';
import type { TwitterCall, TwitterEndpoint } from './endpoint.ts';
import { mediaRefusal, referenceRefusal } from './post-refusals.ts';
import { readPostBody, storeText, type PostRefusal, type ReadPostBody } from './post-rules.ts';
import { readFieldChoice, viewPost, type FieldChoice } from './post-view.ts';
import { duplicateContent, forbidden, invalidRequest, notFound, tweetNotFound } from './problems.ts';

/** POST /2/tweets. https://docs.x.com/x-api/posts/create-post */
export const createPost: TwitterEndpoint = {
  name: 'POST /2/tweets',
  scopes: ['tweet.read', 'tweet.write', 'users.read'],
  operation: () => 'publish',
  process({ sandbox, caller, request }) {
    const settings = sandbox.world.settingsOf(caller.userId);
    const body = readPostBody(request.body, settings.maxTextLength);
    if ('kind' in body) return refuse(body);

    const refusal =
      mediaRefusal(sandbox, caller.userId, body.mediaIds) ?? referenceRefusal(sandbox, caller.userId, body);
    if (refusal) return refusal;

    const duplicateKey = `${body.text.normalize('NFC').trim()} ${body.mediaIds.join()} ${body.replyTo} ${body.quotes}`;
    const isRepeated = sandbox.posts.hasRecentDuplicate(caller.userId, duplicateKey, sandbox.clock.nowMs());
    if (settings.duplicateCheck && isRepeated) return duplicateContent();
    return created(publish(sandbox, caller.userId, { ...body, duplicateKey }));
  },
};

/** DELETE /2/tweets/:id. What X says about one that is gone already is not documented; here it says so. */
export const deletePost: TwitterEndpoint = {
  name: 'DELETE /2/tweets/:id',
  scopes: ['tweet.read', 'tweet.write', 'users.read'],
  operation: () => 'other',
  process({ sandbox, caller, params }) {
    const post = sandbox.posts.find(params['id'] ?? '');
    if (post && post.platform === 'TWITTER' && post.accountId !== caller.userId) {
      return forbidden('You are not authorized to delete this Tweet.');
    }
    if (!post || post.deletedAtMs !== null) return notFound();
    post.deletedAtMs = sandbox.clock.nowMs();
    return { status: 200, headers: {}, body: { data: { deleted: true } } };
  },
};

/** GET /2/tweets?ids=…, at most 100. Missing ones come in `errors`, with HTTP 200. */
export const lookUpPosts: TwitterEndpoint = {
  name: 'GET /2/tweets',
  scopes: ['tweet.read', 'users.read'],
  operation: (request) => (request.url.includes('_metrics') ? 'insights' : 'read'),
  process(call) {
    const ids = (call.query['ids'] ?? '').split(',').filter((id) => id !== '');
    if (ids.length < 1 || ids.length > 100 || !ids.every((id) => /^[0-9]{1,19}$/.test(id))) {
      return invalidRequest(`The \`ids\` query parameter must hold 1 to 100 ids`, { ids });
    }
    const choice = readFieldChoice(call.query);
    if ('status' in choice) return choice;
    const { data, errors } = viewAll(call, ids, choice, 'ids');
    return {
      status: 200,
      headers: {},
      body: { ...(data.length > 0 && { data }), ...(errors.length > 0 && { errors }) },
    };
  },
};

/** GET /2/tweets/:id */
export const lookUpPost: TwitterEndpoint = {
  name: 'GET /2/tweets/:id',
  scopes: ['tweet.read', 'users.read'],
  operation: (request) => (request.url.includes('_metrics') ? 'insights' : 'read'),
  process(call) {
    const choice = readFieldChoice(call.query);
    if ('status' in choice) return choice;
    const { data, errors } = viewAll(call, [call.params['id'] ?? ''], choice, 'id');
    return {
      status: 200,
      headers: {},
      body: { ...(data[0] && { data: data[0] }), ...(errors.length > 0 && { errors }) },
    };
  },
};

/** GET /2/users/:id/tweets, newest first. https://docs.x.com/x-api/users/get-posts */
export const userTimeline: TwitterEndpoint = {
  name: 'GET /2/users/:id/tweets',
  scopes: ['tweet.read', 'users.read'],
  operation: () => 'read',
  process(call) {
    const user = call.sandbox.world.twitter.get(call.params['id'] ?? '');
    if (!user) return notFound();
    const limit = Number(call.query['max_results'] ?? 10);
    if (!(limit >= 5 && limit <= 100)) {
      const given = [String(call.query['max_results'])];
      return invalidRequest(
        `The \`max_results\` query parameter value [${given[0]}] is not between 5 and 100`,
        { max_results: given },
      );
    }
    const wrong = wrongTimelineParameter(call.query);
    if (wrong)
      return invalidRequest(`The \`${wrong}\` query parameter value is not valid`, {
        [wrong]: [call.query[wrong] ?? ''],
      });
    const choice = readFieldChoice(call.query);
    if ('status' in choice) return choice;
    return timelinePage(call, user.id, limit, choice);
  },
};

export const currentUser: TwitterEndpoint = {
  name: 'GET /2/users/me',
  scopes: ['tweet.read', 'users.read'],
  operation: () => 'read',
  process({ sandbox, caller, query }) {
    const user = sandbox.world.twitter.get(caller.userId);
    if (!user) return notFound();
    const extra: Record<string, unknown> = {
      created_at: isoTime(1_500_000_000_000),
      verified: false,
      verified_type: 'none',
      profile_image_url: 'https://abs.twimg.com/sticky/default_profile_images/default_profile_normal.png',
      public_metrics: {
        followers_count: 120,
        following_count: 40,
        tweet_count: sandbox.posts.ofAccount(user.id).length,
        listed_count: 1,
      },
    };
    const asked = (query['user.fields'] ?? '').split(',').filter((field) => field in extra);
    const data = { id: user.id, name: user.name, username: user.username };
    return {
      status: 200,
      headers: {},
      body: { data: Object.assign(data, ...asked.map((f) => ({ [f]: extra[f] }))) },
    };
  },
};

function refuse(refusal: PostRefusal): Answer {
  return refusal.kind === 'invalid'
    ? invalidRequest(refusal.message, refusal.parameters)
    : forbidden(refusal.message);
}

function publish(
  sandbox: Sandbox,
  userId: string,
  { replyTo, quotes, poll, replySettings, ...draft }: ReadPostBody & { duplicateKey: string },
): Post {
  const id = sandbox.ids.snowflake();
  const username = sandbox.world.twitter.get(userId)?.username ?? 'i';
  const permalink = `https://x.com/${username}/status/${id}`;
  const media = draft.mediaIds.flatMap((mediaId) => sandbox.mediaShelf.find(mediaId, userId) ?? []);
  const isVideo = media[0]?.category.includes('video') ?? false;
  const mediaLink = media.length > 0 ? `${permalink}/${isVideo ? 'video' : 'photo'}/1` : null;
  const quoted = quotes === null ? undefined : sandbox.posts.find(quotes);
  const stored = storeText(draft.text, id, mediaLink ?? quoted?.permalink ?? null);
  return sandbox.publish({
    ...draft,
    ...stored,
    id,
    platform: 'TWITTER',
    accountId: userId,
    link: draft.text.match(/https?:\/\/\S+/)?.[0] ?? null,
    permalink,
    kind: media.length === 0 ? 'status' : isVideo ? 'video' : 'photo',
    twitter: {
      replyTo,
      quotes: quotes ?? addressedPost(sandbox, draft.text),
      poll,
      replySettings,
      mediaKeys: media.map(({ key }) => key),
      altTexts: media.map(({ altText }) => altText),
    },
  });
}

/** X makes a quote of the address of a post in the text. */
function addressedPost(sandbox: Sandbox, text: string): string | null {
  const id = /\/status\/(\d+)/.exec(text)?.[1];
  return id !== undefined && sandbox.posts.find(id) ? id : null;
}

function created(post: Post): Answer {
  return {
    status: 201,
    headers: { location: `https://api.x.com/2/tweets/${post.id}` },
    body: { data: { id: post.id, text: post.storedText, edit_history_tweet_ids: [post.id] } },
  };
}

function viewAll(call: TwitterCall, ids: string[], choice: FieldChoice, parameter: 'id' | 'ids') {
  const data: Record<string, unknown>[] = [];
  const errors: Record<string, unknown>[] = [];
  for (const id of ids) {
    const post = call.sandbox.posts.find(id);
    if (!post || post.platform !== 'TWITTER' || !call.sandbox.isVisible(post)) {
      errors.push(tweetNotFound(id, parameter));
      continue;
    }
    const view = viewPost(call.sandbox, post, choice, call.caller.userId);
    data.push(view.data);
    errors.push(...view.errors);
  }
  return { data, errors };
}

function wrongTimelineParameter(query: TwitterCall['query']): string | undefined {
  const isTime = (name: string) => !Number.isNaN(Date.parse(query[name] ?? ''));
  const isId = (name: string) => /^[0-9]{1,19}$/.test(query[name] ?? '');
  const wrongTime = ['start_time', 'end_time'].find((name) => query[name] !== undefined && !isTime(name));
  const wrongId = ['since_id', 'until_id'].find((name) => query[name] !== undefined && !isId(name));
  const isPageToken = /^7140dibd[0-9]+$/.test(query['pagination_token'] ?? '7140dibd0');
  return wrongTime ?? wrongId ?? (isPageToken ? undefined : 'pagination_token');
}

function timelinePage(call: TwitterCall, userId: string, limit: number, choice: FieldChoice): Answer {
  const { start_time, end_time, since_id, until_id, pagination_token } = call.query;
  const untilId = BigInt(
    pagination_token?.slice(PAGE_TOKEN_PREFIX.length) ?? until_id ?? '9999999999999999999',
  );
  const sinceId = BigInt(since_id ?? 0);
  const startMs = start_time ? Date.parse(start_time) : 0;
  const endMs = end_time ? Date.parse(end_time) : Infinity;
  const newest = call.sandbox.posts.ofAccount(userId);

  const page: Post[] = [];
  for (let i = newest.length - 1; i >= 0 && page.length <= limit; i--) {
    const post = newest[i]!;
    if (post.createdAtMs < startMs || BigInt(post.id) <= sinceId) break;
    if (BigInt(post.id) < untilId && post.createdAtMs < endMs && call.sandbox.isVisible(post))
      page.push(post);
  }
  return timelineAnswer(call, page, limit, choice);
}

const PAGE_TOKEN_PREFIX = '7140dibd';

function timelineAnswer(call: TwitterCall, found: Post[], limit: number, choice: FieldChoice): Answer {
  const page = found.slice(0, limit);
  if (page.length === 0) return { status: 200, headers: {}, body: { meta: { result_count: 0 } } };
  const views = page.map((post) => viewPost(call.sandbox, post, choice, call.caller.userId));
  const errors = views.flatMap((view) => view.errors);
  const oldestId = page.at(-1)?.id;
  const meta = {
    result_count: page.length,
    newest_id: page[0]?.id,
    oldest_id: oldestId,
    ...(found.length > limit && { next_token: `${PAGE_TOKEN_PREFIX}${oldestId}` }),
  };
  return {
    status: 200,
    headers: {},
    body: { data: views.map((view) => view.data), meta, ...(errors.length > 0 && { errors }) },
  };
}
