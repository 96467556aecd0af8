const connectionId = '01a0a5f2-6b1f-7d52-9a41-6f0d5a1c9e20';
const moment = '2027-05-05T10:00:00.000Z';

/**
 * What the fields of the API look like in examples, by name, so that one and the same thing stands in all of them. A field that
 * should look otherwise in one place gets an `@example` in its comment there.
 */
export const exampleWords: Record<string, unknown> = {
  accountId: '610000000000002',
  accountIds: '610000000000002',
  accountName: 'Lakeside Sailing',
  audioCodecs: 'aac',
  authorizationUrl: 'https://www.facebook.com/v26.0/dialog/oauth?client_id=1234567890&state=9sWb…',
  code: 'TOKEN_ENDING',
  connectionId,
  connectionIds: connectionId,
  content: 'The boathouse opens at ten.',
  convertedTypes: 'image/png',
  cutText: '',
  deleted: 'PLATFORM_POST',
  detail: 'A sentence for people that says what happened and what to do.',
  endpoint: 'POST /2/tweets',
  expiresAt: moment,
  field: 'content',
  groupId: '01a0a5f2-7c55-7b61-8d5e-2f6f6f6d1c11',
  id: '01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01',
  kind: 'POST',
  message: 'A sentence for people that says what happened and what to do.',
  mimeType: 'image/jpeg',
  mimeTypes: 'image/jpeg',
  name: 'Facebook',
  nextCursor: null,
  options: 'firstComment',
  permalink: 'https://www.facebook.com/610000000000002_17',
  platform: 'FACEBOOK',
  platformPostId: '610000000000002_17',
  postId: '01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01',
  reconnectUrl: 'https://social.example/api/v1/social/oauth/facebook/start/Zk3…',
  requestId: '01a0a5f2-7c55-7b61-8d5e-2f6f6f6d1c11',
  scheduledAt: moment,
  scopes: 'pages_manage_posts',
  sessionId: '01a0a5f2-5a0e-7c43-8b30-5e9c4b0b8d10',
  status: 'SCHEDULED',
  title: 'Conflict',
  type: 'urn:problem:social:client-reference-taken',
  url: 'https://club.example/regatta.jpg',
  videoCodecs: 'avc',
  window: '24h-app',
};
