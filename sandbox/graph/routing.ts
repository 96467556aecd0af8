import type { GraphCall } from './call.ts';
import { objectNotFound, unknownField, GraphRefusal } from './errors.ts';
import { createContainer, publishContainer } from './instagram-publishing.ts';
import {
  deleteMedia,
  listMedia,
  listStories,
  readAccount,
  readContainer,
  readMedia,
  readMediaInsights,
  readPublishingLimit,
} from './instagram-reading.ts';
import { pageInsights, postInsights } from './insights.ts';
import { addComment, deleteComment, listComments, readComment } from './comments.ts';
import {
  addPhoto,
  deletePageMedia,
  deletePost,
  editPost,
  publishDraft,
  publishToFeed,
} from './page-publishing.ts';
import { addReel, addVideo } from './page-videos.ts';
import { readPageMedia } from './page-media.ts';
import { listPosts, listReels, readDraft, readPage, readPost } from './page-reading.ts';
import { listSubscriptions, subscribe, unsubscribe } from './subscriptions.ts';
import { listAccounts, listBusinesses, listPermissions, readMe, revokePermissions } from './person.ts';

/** Finds the object that the path names, and does with it what method and edge say. */
export function handle(call: GraphCall): unknown {
  const [first = '', edge, rest] = call.path;
  const { world, posts, graphMedia } = call.sandbox;
  if (first === 'me' || first === call.caller.personId) return handlePerson(call, edge, rest);

  const page = world.pages.get(first);
  if (page) return handlePage(call, page, edge);
  const account = world.instagram.get(first);
  if (account) return handleInstagram(call, account, edge);
  const container = graphMedia.containers.get(first);
  if (container) return readContainer(call, container);
  const media = graphMedia.pageMedia.get(first);
  if (media) return handlePageMedia(call, media, edge);
  const post = posts.find(first);
  if (post?.kind === 'comment') return handleComment(call, post, edge);
  const draft = graphMedia.pageDrafts.get(first);
  if (draft && call.method === 'POST' && edge === undefined && (!post || call.params['is_published']))
    return publishDraft(call, draft);
  if (draft && !post && call.method === 'GET' && edge === undefined) return readDraft(call, draft);
  if (post?.platform === 'FACEBOOK') return handlePost(call, post, edge);
  if (post?.platform === 'INSTAGRAM') return handleInstagramMedia(call, post, edge);
  if (/^v\d/.test(first) || !/^\d/.test(first)) {
    throw new GraphRefusal({ code: 2500, message: `Unknown path components: /${call.path.join('/')}` });
  }
  throw objectNotFound(first, call.method.toLowerCase());
}

function handlePerson(call: GraphCall, edge: string | undefined, rest: string | undefined): unknown {
  switch (`${call.method} ${edge ?? ''}`) {
    case 'GET ':
      return readMe(call);
    case 'GET accounts':
      return listAccounts(call);
    case 'GET businesses':
      return listBusinesses(call);
    case 'GET permissions':
      return listPermissions(call);
    case 'DELETE permissions':
      return revokePermissions(call, rest);
    default: {
      const page = call.caller.pageId === null ? undefined : call.sandbox.world.pages.get(call.caller.pageId);
      if (page) return handlePage(call, page, edge);
      throw unknownField(edge ?? '', 'User');
    }
  }
}

type PageOf = Parameters<typeof readPage>[1];
type AccountOf = Parameters<typeof readAccount>[1];
type PostOf = Parameters<typeof readPost>[1];

function handlePage(call: GraphCall, page: PageOf, edge: string | undefined): unknown {
  switch (`${call.method} ${edge ?? ''}`) {
    case 'GET ':
      return readPage(call, page);
    case 'GET feed':
    case 'GET posts':
    case 'GET published_posts':
      return listPosts(call, page);
    case 'GET video_reels':
      return listReels(call, page);
    case 'GET scheduled_posts':
      return { data: [] };
    case 'GET insights':
      return pageInsights(call, page);
    case 'GET subscribed_apps':
      return listSubscriptions(call, page);
    case 'POST subscribed_apps':
      return subscribe(call, page);
    case 'DELETE subscribed_apps':
      return unsubscribe(call, page);
    case 'POST feed':
      return publishToFeed(call, page);
    case 'POST photos':
      return addPhoto(call, page);
    case 'POST videos':
      return addVideo(call, page);
    case 'POST video_reels':
      return addReel(call, page);
    default:
      throw unknownField(edge ?? '', 'Page');
  }
}

function handlePost(call: GraphCall, post: PostOf, edge: string | undefined): unknown {
  switch (`${call.method} ${edge ?? ''}`) {
    case 'GET ':
      return readPost(call, post);
    case 'GET insights':
      return postInsights(call, post);
    case 'GET comments':
      return listComments(call, post);
    case 'POST comments':
      return addComment(call, post);
    case 'POST ':
      return editPost(call, post.id);
    case 'DELETE ':
      return deletePost(call, post.id);
    default:
      throw unknownField(edge ?? '', 'Post');
  }
}

function handleInstagram(call: GraphCall, account: AccountOf, edge: string | undefined): unknown {
  switch (`${call.method} ${edge ?? ''}`) {
    case 'GET ':
      return readAccount(call, account);
    case 'GET media':
      return listMedia(call, account);
    case 'GET stories':
      return listStories(call, account);
    case 'GET content_publishing_limit':
      return readPublishingLimit(call, account);
    case 'POST media':
      return createContainer(call, account);
    case 'POST media_publish':
      return publishContainer(call, account);
    default:
      throw unknownField(edge ?? '', 'IGUser');
  }
}

function handleInstagramMedia(call: GraphCall, post: PostOf, edge: string | undefined): unknown {
  switch (`${call.method} ${edge ?? ''}`) {
    case 'GET ':
      return readMedia(call, post);
    case 'GET insights':
      return readMediaInsights(call, post);
    case 'GET comments':
      return listComments(call, post);
    case 'POST comments':
      return addComment(call, post);
    case 'DELETE ':
      return deleteMedia(call, post);
    default:
      throw unknownField(edge ?? '', 'IGMedia');
  }
}

type PageMediaOf = Parameters<typeof readPageMedia>[1];

/** What people write below a video stands below the post that shows it. */
function handlePageMedia(call: GraphCall, media: PageMediaOf, edge: string | undefined): unknown {
  const post = media.postId === null ? undefined : call.sandbox.posts.find(media.postId);
  switch (`${call.method} ${edge ?? ''}`) {
    case 'GET ':
      return readPageMedia(call, media);
    case 'DELETE ':
      return deletePageMedia(call, media);
    default:
      if (edge === 'comments' && post) return handlePost(call, post, edge);
      throw unknownField(edge ?? '', media.kind === 'photo' ? 'Photo' : 'Video');
  }
}

function handleComment(call: GraphCall, comment: PostOf, edge: string | undefined): unknown {
  switch (`${call.method} ${edge ?? ''}`) {
    case 'GET ':
      return readComment(call, comment);
    case 'DELETE ':
      return deleteComment(call, comment);
    default:
      throw unknownField(edge ?? '', 'Comment');
  }
}
