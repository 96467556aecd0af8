import { Injectable } from '@nestjs/common';
import type { MediaItem, PostContent } from '../../../kernel/post-content.ts';
import { MetaMedia, naming } from '../meta.media.ts';
import { ProviderError, type ProviderFailure } from '../provider.errors.ts';
import type { AccountAccess, PrepareProgress, PrepareResult } from '../provider.port.ts';
import {
  afterMiss,
  type CarouselItem,
  type Container,
  fileParams,
  isMiss,
  itemParams,
  type Prepared,
  preparedIn,
  resumeOf,
  singleParams,
} from './instagram-containers.ts';
import { type ContainerLook, InstagramContainers } from './instagram.containers.ts';

/** Pictures are ready within seconds, videos within minutes; a container that works longer will not come to an end. */
const longestWorkMs = { picture: 15 * 60_000, video: 60 * 60_000 };

/** A try at one post: what is known of it so far, and where it is stored. */
interface Try {
  access: AccountAccess;
  content: PostContent;
  prepared: Prepared;
  save(): Promise<void>;
}

/**
 * Makes the containers of a post, each stored as soon as it has an id, and waits for Instagram outside the worker's hands.
 * Every call goes on where the last one ended, on whatever machine; what expired or ended in an error is made anew, item by item.
 */
@Injectable()
export class InstagramPreparing {
  constructor(
    private readonly containers: InstagramContainers,
    private readonly media: MetaMedia,
  ) {}

  /** Throws ProviderError. */
  async prepare(
    access: AccountAccess,
    content: PostContent,
    progress: PrepareProgress,
  ): Promise<PrepareResult> {
    const prepared = preparedIn(progress.resume, content.media);
    const current = { access, content, prepared, save: () => progress.save(resumeOf(prepared)) };
    const { container } = prepared;
    const look = container ? await this.containers.look(access, container) : ({ state: 'gone' } as const);
    if (look.state !== 'gone') return await this.#judge(current, look);
    // Items that belonged to one that is gone may be gone with it.
    if (container) prepared.items = prepared.items.map((item) => ({ ...item, isFinished: false }));
    prepared.container = null;
    if (content.media.length > 1 && !(await this.#makeItems(current))) return this.#waiting(current);
    prepared.container = await this.#counting(current, prepared, () => this.#createPost(current));
    await current.save();
    const made = await this.containers.look(access, prepared.container);
    // It is there and stored; not being able to look at it right away is no failed try.
    return made.state === 'unreadable' ? this.#waiting(current) : await this.#judge(current, made);
  }

  async #createPost({ access, content, prepared }: Try): Promise<Container> {
    const [item] = content.media;
    if (!item) throw new Error('An Instagram post without a picture or video passed the check.');
    if (content.media.length === 1) {
      const params = { ...(await this.#fileParams(access, item)), ...singleParams(content, item) };
      return await this.containers.create(access, params);
    }
    const children = prepared.items.flatMap(({ container }) => container?.containerId ?? []);
    return await this.containers.create(access, {
      media_type: 'CAROUSEL',
      children: children.join(','),
      ...(content.content ? { caption: content.content } : {}),
    });
  }

  /** True: all of them are finished. Throws ProviderError that names the item. */
  async #makeItems(current: Try): Promise<boolean> {
    const { media } = current.content;
    for (const [index, item] of current.prepared.items.entries()) {
      await naming({ media, index }, async () => await this.#bringItem(current, item, media[index]));
    }
    for (const [index, item] of current.prepared.items.entries()) {
      await naming({ media, index }, async () => await this.#lookAtItem(current, item));
    }
    return current.prepared.items.every(({ isFinished }) => isFinished);
  }

  async #bringItem(current: Try, item: CarouselItem, file: MediaItem | undefined): Promise<void> {
    if (item.container && this.containers.isYoung(item.container)) return;
    if (!file) throw new Error('A carousel has more containers than files.');
    const { access } = current;
    item.isFinished = false;
    item.container = await this.#counting(current, item, async () => {
      const params = { ...(await this.#fileParams(access, file)), ...itemParams(file) };
      return await this.containers.create(access, params);
    });
    await current.save();
  }

  async #lookAtItem(current: Try, item: CarouselItem): Promise<void> {
    if (item.isFinished || !item.container) return;
    const look = await this.containers.look(current.access, item.container);
    switch (look.state) {
      case 'finished':
        item.isFinished = true;
        return;
      case 'broken':
        throw await this.#dropped(current, item, look.failure);
      case 'unreadable':
        throw new ProviderError(look.failure);
      case 'gone':
        // Made anew by the next call, which comes soon.
        item.container = null;
        return;
      case 'published':
      case 'working':
        if (this.containers.ageMs(item.container) > longestWork(current))
          throw await this.#dropped(current, item, neverReady);
    }
  }

  /** What to do with the container of the whole post. */
  async #judge(current: Try, look: ContainerLook): Promise<PrepareResult> {
    const { prepared } = current;
    switch (look.state) {
      case 'finished':
        return { status: 'ready', resume: resumeOf(prepared) };
      case 'published':
        return { status: 'failed', failure: alreadyLive };
      case 'unreadable':
        return { status: 'failed', failure: look.failure };
      case 'broken': {
        // The items belong to it; Instagram does not say that another one may have them.
        prepared.items = prepared.items.map((item) => ({ ...item, container: null, isFinished: false }));
        throw await this.#dropped(current, prepared, look.failure);
      }
      case 'gone':
      case 'working':
        if (prepared.container && this.containers.ageMs(prepared.container) > longestWork(current))
          throw await this.#dropped(current, prepared, neverReady);
        return this.#waiting(current);
    }
  }

  #waiting({ prepared }: Try): PrepareResult {
    const made = [prepared, ...prepared.items].flatMap(({ container }) => container ?? []);
    const ageMs = Math.min(...made.map((container) => this.containers.ageMs(container)));
    return { status: 'waiting', resume: resumeOf(prepared), seconds: nextLookAfterSeconds(ageMs) };
  }

  /** Forgets a container that ended in an error, so that the next try does not find it. */
  async #dropped(
    current: Try,
    place: Prepared | CarouselItem,
    failure: ProviderFailure,
  ): Promise<ProviderError> {
    place.container = null;
    if (isMiss(failure)) place.misses += 1;
    await current.save();
    return new ProviderError(afterMiss(failure, place.misses));
  }

  /** Counts the times that Instagram could not fetch the file of this place. */
  async #counting(
    current: Try,
    place: Prepared | CarouselItem,
    create: () => Promise<Container>,
  ): Promise<Container> {
    try {
      return await create();
    } catch (error) {
      if (!(error instanceof ProviderError) || !isMiss(error.failure)) throw error;
      throw await this.#dropped(current, place, error.failure);
    }
  }

  async #fileParams(access: AccountAccess, item: MediaItem): Promise<Record<string, string>> {
    const as = item.type === 'IMAGE' ? 'jpeg' : 'as-is';
    return fileParams(item, await this.media.address({ access, item, platform: 'INSTAGRAM' }, as));
  }
}

/** Most pictures are ready when they are looked at again; what takes a minute takes several. */
function nextLookAfterSeconds(ageMs: number): number {
  if (ageMs < 10_000) return 2;
  return ageMs < 60_000 ? 5 : 60;
}

function longestWork({ content }: Try): number {
  const hasVideo = content.media.some(({ type }) => type === 'VIDEO');
  return hasVideo ? longestWorkMs.video : longestWorkMs.picture;
}

const alreadyLive: ProviderFailure = {
  meaning: 'duplicate',
  code: 'INSTAGRAM_ALREADY_PUBLISHED',
  message: 'Instagram says that this post is published already. Look at the account.',
  who: 'author',
};

const neverReady: ProviderFailure = {
  meaning: 'unavailable',
  code: 'INSTAGRAM_NEVER_READY',
  message: 'Instagram worked on the picture or video for too long. The service tries again by itself.',
  who: 'wait',
};
