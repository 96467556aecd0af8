import type { FastifyInstance } from 'fastify';
import type { Sandbox } from '../sandbox.ts';
import { registerTwitterDialog } from './authorize.ts';
import { serveTwitter, type TwitterEndpoint } from './endpoint.ts';
import {
  appendUpload,
  finalizeUpload,
  initializeUpload,
  setMediaMetadata,
  uploadMedia,
  uploadStatus,
} from './media.endpoints.ts';
import { registerTwitterOAuth } from './oauth.ts';
import { notFound } from './problems.ts';
import {
  createPost,
  currentUser,
  deletePost,
  lookUpPost,
  lookUpPosts,
  userTimeline,
} from './posts.endpoints.ts';

const ENDPOINTS: readonly TwitterEndpoint[] = [
  createPost,
  deletePost,
  lookUpPosts,
  lookUpPost,
  userTimeline,
  currentUser,
  uploadMedia,
  uploadStatus,
  initializeUpload,
  appendUpload,
  finalizeUpload,
  setMediaMetadata,
];

export function registerTwitter(app: FastifyInstance, sandbox: Sandbox): void {
  registerTwitterDialog(app, sandbox);
  registerTwitterOAuth(app, sandbox);
  for (const endpoint of ENDPOINTS) {
    const [method = 'GET', url = '/'] = endpoint.name.split(' ');
    app.route({ method, url, handler: serveTwitter(sandbox, endpoint) });
  }
  app.all('/2/*', (_request, reply) => {
    const { status, headers, body } = notFound();
    return reply.code(status).headers(headers).send(JSON.stringify(body));
  });
}
