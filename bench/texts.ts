/**
 * The longest text's end. Texts of many lengths, in the rows of the past too: if all new rows were shorter than the old ones, each would land in
 * the gap at the end of another old page, which no table has that grew row by row.
 */
const ending = ` of the club${': the match begins at six'.repeat(10)}`;

/** The text of post `n` in SQL, from 15 to 275 characters. */
export const textInSql = `'News ' || n || left('${ending}', 12 + (hashint4(n) & 255))`;

/** The same lengths, for a caller that has no rows. */
export function text(n: number): string {
  return `News ${n}${ending.slice(0, 12 + (((n * 40_503) >>> 4) % 256))}`;
}
