const width = 100;
const indent = '   ';
const labelWidth = 12;
const dotEveryMs = 500;

/** Writes the story: plain text wherever it goes, a little colour on a terminal. */
export class Terminal {
  private readonly out: NodeJS.WriteStream;
  private readonly coloured: boolean;
  private chapters = 0;
  private midLine = false;

  constructor(out: NodeJS.WriteStream, { coloured }: { coloured: boolean }) {
    this.out = out;
    this.coloured = coloured;
  }

  title(text: string): void {
    this.line(this.paint('1', text));
    this.line('='.repeat(text.length));
  }

  chapter(title: string): void {
    this.chapters += 1;
    this.line('');
    this.line(this.paint('1;36', `${this.chapters}. ${title}`));
  }

  /** A sentence or two, broken at the margin. */
  say(text: string): void {
    for (const line of wrap(text, width - indent.length)) this.line(indent + line);
  }

  /** A short label and what there is to say about it, in two columns. */
  tell(label: string, text: string): void {
    const lines = wrap(text, width - indent.length - labelWidth);
    lines.forEach((line, index) => this.line(indent + (index === 0 ? label : '').padEnd(labelWidth) + line));
  }

  /** A line to copy: never broken, whatever its length. */
  copyable(text: string): void {
    this.line(indent + text);
  }

  /** Rows of one table; the first row is its head. Words stand to the left. */
  list(rows: string[][]): void {
    this.rows(rows, (cell, width) => cell.padEnd(width));
  }

  /** Rows of one table; the first row is its head. All but the first column are figures and stand to the right. */
  table(rows: string[][]): void {
    this.rows(rows, (cell, width, column) => (column === 0 ? cell.padEnd(width) : cell.padStart(width)));
  }

  /** What the whole story is about: something that holds. */
  good(text: string): void {
    for (const line of wrap(text, width - indent.length)) this.line(indent + this.paint('32', line));
  }

  /** Says what is waited for, with a dot every half second, and how long it took. */
  async during<Result>(what: string, work: Promise<Result>): Promise<Result> {
    const startedMs = performance.now();
    this.write(`${indent}${what} `);
    const dots = setInterval(() => this.write('.'), dotEveryMs);
    try {
      const result = await work;
      const tookMs = performance.now() - startedMs;
      this.line(tookMs < dotEveryMs ? 'done' : ` done (${(tookMs / 1000).toFixed(1)} s)`);
      return result;
    } finally {
      clearInterval(dots);
    }
  }

  /** A line at the margin; ends a line that was begun. */
  line(text: string): void {
    this.write(`${text}\n`);
  }

  /** Makes sure that the next line starts on its own. */
  breakLine(): void {
    if (this.midLine) this.line('');
  }

  private rows(rows: string[][], align: (cell: string, width: number, column: number) => string): void {
    const widths = (rows[0] ?? []).map((_, column) =>
      Math.max(...rows.map((row) => row[column]?.length ?? 0)),
    );
    rows.forEach((row, index) => {
      const cells = row.map((cell, column) => align(cell, widths[column] ?? 0, column));
      const line = indent + cells.join('   ').trimEnd();
      this.line(index === 0 ? this.paint('2', line) : line);
    });
  }

  private write(text: string): void {
    this.midLine = !text.endsWith('\n');
    this.out.write(text);
  }

  private paint(code: string, text: string): string {
    return this.coloured ? `\u001b[${code}m${text}\u001b[0m` : text;
  }
}

function wrap(text: string, room: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + 1 + word.length > room) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}
