import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import { markBlockedPosts } from './blocked-posts.queries.ts';

const postsAtOnce = 500;
const batchesPerRun = 20;

/** Says of posts that should go out and cannot, because somebody must act on their connection first. */
@Injectable()
export class BlockedPostsService {
  constructor(private readonly database: Database) {}

  async announce(): Promise<number> {
    let announced = 0;
    for (let batch = 0; batch < batchesPerRun; batch += 1) {
      const marked = await markBlockedPosts(this.database, postsAtOnce);
      announced += marked;
      if (marked < postsAtOnce) break;
    }
    return announced;
  }
}
