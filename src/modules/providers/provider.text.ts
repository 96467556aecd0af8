/** Differences that platforms make to a text without its author's doing: line ends, outer and trailing blanks, Unicode form. */
function settled(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+$/gm, '')
    .trim();
}

/** What a platform shows, in the sent form when it is the same text, so that a caller can compare letter by letter. */
export function asSent(shown: string, sent: string): string {
  return settled(shown) === settled(sent) ? sent : shown;
}

/** Length as a person counts it: code points, so that an emoji is not two. */
export function characterCount(text: string): number {
  return [...text].length;
}

/** A platform that counts characters and takes for a link what looks like one. */
export const plainText = {
  lengthOf: characterCount,
  linksIn: (text: string): string[] => text.match(/https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]']/gi) ?? [],
};
