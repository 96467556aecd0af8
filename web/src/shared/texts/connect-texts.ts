import { connectFailures } from './en/connect-failures.ts';
import { connect } from './en/connect.ts';
import { words } from './en/words.ts';

/** Every word of the connect pages. A second language is a second folder, chosen here. */
export const texts = { ...connect, failures: connectFailures, platforms: words.platforms };
