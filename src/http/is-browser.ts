/** Browsers name HTML when they go to an address; programs that follow one do not. */
export function isBrowser(accept: string | undefined): boolean {
  return accept?.includes('text/html') ?? false;
}
