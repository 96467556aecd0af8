import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export const projectRoot = join(import.meta.dirname, '..', '..');

/** The fenced block of a language below a heading of README.md. Throws when there is none. */
export async function readmeBlock(heading: string, language: string): Promise<string> {
  const text = await readFile(join(projectRoot, 'README.md'), 'utf8');
  const section = text.split(/^## /m).find((each) => each.startsWith(`${heading}\n`));
  const block = new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(section ?? '')?.[1];
  if (!block) throw new Error(`README.md has no ${language} block below "${heading}".`);
  return block;
}

/** The commands of a shell block, each with all its lines, without the comments. */
export function commandsOf(block: string): string[] {
  const commands: string[] = [];
  for (const line of block.split('\n')) {
    const last = commands.at(-1);
    // A text in quotes goes on until its quote is closed.
    if (last !== undefined && (last.match(/'/g)?.length ?? 0) % 2 === 1)
      commands[commands.length - 1] = `${last}\n${line}`;
    else if (line.trim() !== '' && !line.startsWith('#')) commands.push(line);
  }
  return commands;
}
