export type Platform = 'FACEBOOK' | 'INSTAGRAM' | 'TWITTER';

/** What a call does, in the words that fault rules use. `other` is only matched by rules for `any`. */
export type Operation = 'publish' | 'prepare' | 'read' | 'insights' | 'token' | 'other';

export const PLATFORMS: readonly Platform[] = ['FACEBOOK', 'INSTAGRAM', 'TWITTER'];

export const OPERATIONS: readonly Operation[] = ['publish', 'prepare', 'read', 'insights', 'token', 'other'];
