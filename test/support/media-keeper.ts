import { fork } from 'node:child_process';
import { once } from 'node:events';

/** The service in a process of its own that keeps and lends a file when it is told to. */
export interface Keeper {
  pid: number;
  keepAndRead(url: string): Promise<{ mimeType: string; hash: string }>;
  stop(): Promise<void>;
}

export async function startKeeper(env: Record<string, string>): Promise<Keeper> {
  const child = fork('test/support/keep-and-read.mjs', { env: { PATH: process.env['PATH'], ...env } });
  await once(child, 'message');
  return {
    pid: child.pid!,
    keepAndRead: async (url) => {
      child.send(url);
      const [answer] = await once(child, 'message');
      return answer as { mimeType: string; hash: string };
    },
    stop: async () => {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}
