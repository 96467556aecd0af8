/** A mark that was made, and for how long a send may begin that rests on it. */
export class FreshMark {
  /** A send came too late and was kept from beginning: nothing has left. */
  cameTooLate = false;

  constructor(
    private readonly ageMs: () => number,
    private readonly longestMs: number,
  ) {}

  readonly mayStart = (): boolean => {
    this.cameTooLate = this.ageMs() >= this.longestMs;
    return !this.cameTooLate;
  };
}
