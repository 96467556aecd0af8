import { composer } from './en/composer.ts';
import { connection } from './en/connection.ts';
import { connections } from './en/connections.ts';
import { engagement } from './en/engagement.ts';
import { post } from './en/post.ts';
import { posts } from './en/posts.ts';
import { shell } from './en/shell.ts';
import { signIn } from './en/sign-in.ts';
import { webhooks } from './en/webhooks.ts';
import { words } from './en/words.ts';

/** Every word of the console. A second language is a second folder, chosen here. */
export const texts = {
  composer,
  connection,
  connections,
  engagement,
  post,
  posts,
  shell,
  signIn,
  webhooks,
  words,
};
