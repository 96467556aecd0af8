import type { PostStatus } from '../../database/entities/social-post.entity.ts';
import { ProblemDto } from '../../http/problem.dto.ts';
import type { WhoMustAct } from '../providers/provider.errors.ts';
import { PostDto } from './posts.dto.ts';

/** A problem with what else this service knows of the post. */
export class PostProblemDto extends ProblemDto {
  /** Of a post whose status does not allow the call. */
  postStatus?: PostStatus;
  /** Of a post that was changed since it was read. */
  currentVersion?: number;
  /** Who can mend it, where the platform refused. */
  who?: WhoMustAct;
  /** The posts that have the `clientReference` already. */
  posts?: PostDto[];
}
