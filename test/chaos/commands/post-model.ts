/** What a post's row and the sandbox's ledger say at one moment. */
export interface Seen {
  status: string;
  errorCode: string | null;
  platformPostId: string | null;
  /** Ids of everything that went live for the post, in whatever words, and of what is still there. */
  accepted: string[];
  live: string[];
  openAttempts: number;
}

/** All that people did to one post and that matters for what may be true of it. */
export class PostModel {
  private deletions = 0;
  /** How often it had been accepted when a cancel returned its row; null again once it was put back. */
  private acceptedAtCancel: number | null = null;

  cancelled(seen: Seen): void {
    this.acceptedAtCancel = seen.accepted.length;
  }

  putBack(): void {
    this.acceptedAtCancel = null;
  }

  deleted(): void {
    this.deletions += 1;
  }

  /** What must hold at any moment, whatever is under way. */
  mistakesNow(seen: Seen): string[] {
    const { status, accepted, live } = seen;
    const isFailedForSure = status === 'FAILED' && seen.errorCode !== 'OUTCOME_UNKNOWN';
    const wasDeleted = this.deletions > 0;
    // A draft that is published, but deleted before its id was seen, has none.
    const isItsOwnId = accepted.includes(seen.platformPostId ?? '') || (wasDeleted && !seen.platformPostId);
    return [
      live.length > 1 && `live ${live.length} times`,
      accepted.length > 1 + this.deletions &&
        `accepted ${accepted.length} times, deleted ${this.deletions} times`,
      isFailedForSure && live.length > 0 && `FAILED with ${seen.errorCode}, but live`,
      status === 'PUBLISHED' && live.length === 0 && !wasDeleted && 'PUBLISHED, but not live',
      status === 'PUBLISHED' && !isItsOwnId && 'PUBLISHED under an id that is not its own',
      this.acceptedAtCancel !== null &&
        accepted.length > this.acceptedAtCancel &&
        'accepted after a cancel that returned its row',
    ].filter((mistake) => mistake !== false);
  }

  /** What must hold once nobody does anything and the platforms work. */
  mistakesInTheEnd(seen: Seen): string[] {
    const isAtItsEnd = ['PUBLISHED', 'FAILED', 'CANCELLED'].includes(seen.status);
    return [
      ...this.mistakesNow(seen),
      !isAtItsEnd && `still ${seen.status}`,
      seen.openAttempts > 0 && 'an attempt is still open',
    ].filter((mistake) => mistake !== false);
  }
}
