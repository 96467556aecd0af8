export interface TextPiece {
  text: string;
  isLink: boolean;
}

/** A text in pieces, so that the links the platform finds in it can be shown as such. */
export function piecesOf(text: string, urls: string[]): TextPiece[] {
  const pieces: TextPiece[] = [];
  let rest = text;
  for (const url of urls) {
    const at = rest.indexOf(url);
    // A link may stand in the part that was cut off.
    if (at < 0) continue;
    pieces.push({ text: rest.slice(0, at), isLink: false }, { text: url, isLink: true });
    rest = rest.slice(at + url.length);
  }
  return [...pieces, { text: rest, isLink: false }].filter(({ text: piece }) => piece !== '');
}
