import type { CreatePostDto } from './posts.dto.ts';
import type { WantedContent } from './wanted-content.ts';

/** What one `POST /posts` asks for. */
export interface NewGroup extends WantedContent {
  connectionIds: string[];
  /** Null: now. */
  scheduledAt: Date | null;
  status: 'DRAFT' | 'SCHEDULED';
  clientReference: string | null;
  /** The subject of the access token that asks for it. */
  createdBy: string;
}

export function groupOf(body: CreatePostDto, createdBy: string): NewGroup {
  return {
    connectionIds: body.connectionIds.map((id) => id.toLowerCase()),
    content: body.content,
    media: body.media ?? [],
    options: body.options ?? {},
    scheduledAt: body.scheduledAt ? new Date(body.scheduledAt) : null,
    status: body.status ?? 'SCHEDULED',
    clientReference: body.clientReference ?? null,
    createdBy,
  };
}
