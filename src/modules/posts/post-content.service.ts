import { Injectable } from '@nestjs/common';
import type { Sql } from '../../database/database.ts';
import type { PostStatus } from '../../database/entities/social-post.entity.ts';
import type { FieldProblem } from '../../kernel/app-error.ts';
import { Clock } from '../../kernel/clock.ts';
import { platformNames, type Platform } from '../../kernel/platform.ts';
import type { MediaItem, PostContent } from '../../kernel/post-content.ts';
import { MediaKeepingService } from '../media/media-keeping.service.ts';
import type { PostPreview } from '../providers/provider.port.ts';
import { ProviderRegistry } from '../providers/provider.registry.ts';
import type { MovedPost } from './spacing.queries.ts';
import { fileKey, mediaIn, withFiles } from './wanted-content.ts';

const dayMs = 24 * 3_600_000;
/** A file stays this long after the time of its post: a late or failed post may be tried again. */
const keptAfterPostMs = 30 * dayMs;
/** A draft has no time yet; so long it may wait for one. */
const keptForDraftMs = 365 * dayMs;
/** What was only looked at, or belongs to a post that was refused, goes soon. */
const keptForLookMs = 3_600_000;

export interface ContentOfConnection {
  connectionId: string;
  platform: Platform;
  accountName: string;
  content: PostContent;
}

export interface InspectedContent extends ContentOfConnection {
  /** Files that cannot be had or read, whatever platform they are for. */
  files: FieldProblem[];
  /** Rules of the platform that the content breaks. */
  rules: FieldProblem[];
}

/** Looks at the files of a post and at every rule of its platform, before anything is stored or sent. */
@Injectable()
export class PostContentService {
  constructor(
    private readonly clock: Clock,
    private readonly media: MediaKeepingService,
    private readonly providers: ProviderRegistry,
  ) {}

  /**
   * Every file is fetched once and kept for a while, so that what was checked is what is sent; then every rule is asked. The contents come back
   * with what was found in their files.
   */
  async inspect(tenantId: string, wanted: ContentOfConnection[]): Promise<InspectedContent[]> {
    const { files, troubles } = await this.keep(
      tenantId,
      wanted.map(({ content }) => content),
    );
    return wanted.map((each) => {
      const content = withFiles(each.content, files);
      const broken = mediaIn(each.content).flatMap(({ field, item }) => {
        const trouble = troubles.get(fileKey(item));
        return trouble ? [{ field, ...trouble }] : [];
      });
      const rules = this.providers.require(each.platform).publishing.check(content);
      return { ...each, content, files: broken, rules };
    });
  }

  /** All problems of all connections: each file told once, each rule with the account it is about. */
  problemsOf(inspected: InspectedContent[]): FieldProblem[] {
    const files = new Map(inspected.flatMap((each) => each.files).map((problem) => [problem.field, problem]));
    const rules = inspected.flatMap(({ platform, accountName, connectionId, rules }) =>
      rules.map((problem) => ({
        ...problem,
        message: `${platformNames[platform]} (${accountName}): ${problem.message}`,
        connectionId,
      })),
    );
    return [...files.values(), ...rules];
  }

  /** In US dollars; null where posting is free. */
  costUsd(platform: Platform, content: PostContent): number | null {
    return this.providers.require(platform).costUsd?.(content) ?? null;
  }

  preview(platform: Platform, content: PostContent): PostPreview | null {
    return this.providers.preview(platform, content);
  }

  /** Keeps the files of posts that are stored for as long as the posts may need them. */
  async retain(
    tenantId: string,
    contents: PostContent[],
    post: { status: PostStatus; scheduledAt: Date | null },
  ): Promise<void> {
    const uploads = contents
      .flatMap(mediaIn)
      .flatMap(({ item }) => (item.uploadId === undefined ? [] : [item]));
    if (uploads.length === 0) return;
    const nowMs = this.clock.now().getTime();
    const untilMs =
      post.status === 'DRAFT'
        ? nowMs + keptForDraftMs
        : Math.max(nowMs, post.scheduledAt?.getTime() ?? 0) + keptAfterPostMs;
    await this.media.keep(tenantId, uploads, new Date(untilMs));
  }

  /** The same for posts that were moved, in the transaction that moves them. */
  async retainMoved(tx: Sql, tenantId: string, moved: MovedPost[]): Promise<void> {
    const uploads = moved.flatMap(({ uploads, newScheduledAt }) => {
      const until = new Date(newScheduledAt.getTime() + keptAfterPostMs);
      return uploads.map((id) => ({ id, until }));
    });
    await this.media.extend(tx, tenantId, uploads);
  }

  private async keep(tenantId: string, contents: PostContent[]) {
    const items = new Map(contents.flatMap(mediaIn).map(({ item }) => [fileKey(item), item]));
    const until = new Date(this.clock.now().getTime() + keptForLookMs);
    const kept = await this.media.keep(tenantId, [...items.values()], until);
    const files = new Map<string, MediaItem>();
    const troubles = new Map<string, { code: string; message: string }>();
    for (const [index, key] of [...items.keys()].entries()) {
      const result = kept[index];
      if (result && 'item' in result) files.set(key, result.item);
      else if (result) troubles.set(key, result.problem);
    }
    return { files, troubles };
  }
}
