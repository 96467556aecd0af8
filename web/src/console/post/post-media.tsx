import { answerOf, type Post } from '@social-integration/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
import { api } from '../api.ts';
import styles from './post-content.module.css';

const words = texts.post;

type MediaItem = Post['media'][number];

export function PostMedia({ media }: { media: MediaItem[] }) {
  if (media.length === 0) return null;
  return (
    <ul className={styles['media']} aria-label={words.media}>
      {media.map((item) => (
        <li key={item.uploadId ?? item.url}>
          <figure className={styles['item']}>
            <div className={styles['picture']}>
              <Preview item={item} />
            </div>
            <figcaption className="soft small">{item.altText ?? words.noAltText}</figcaption>
          </figure>
        </li>
      ))}
    </ul>
  );
}

/** The copy that goes out is shown where this service keeps one; else what lies where the CRM keeps it. */
function Preview({ item }: { item: MediaItem }) {
  return item.uploadId === undefined ? (
    <Shown item={item} address={item.url} />
  ) : (
    <Kept item={item} id={item.uploadId} />
  );
}

function Kept({ item, id }: { item: MediaItem; id: string }) {
  const { data, isError } = useQuery({
    queryKey: ['media', id],
    queryFn: () => answerOf(api.GET('/api/v1/social/media/{id}', { params: { path: { id } } })),
    // The address works for an hour.
    staleTime: 30 * 60_000,
  });
  if (data?.previewUrl) return <Shown item={item} address={data.previewUrl} />;
  return isError ? <Shown item={item} address={item.url} /> : null;
}

function Shown({ item: { type, altText }, address }: { item: MediaItem; address: string | undefined }) {
  const [isUnseen, setUnseen] = useState(false);
  if (isUnseen || address === undefined) return <span>{words.mediaUnseen}</span>;
  if (type === 'VIDEO')
    // A club's clip has no captions file; what it shows is told by its description below.
    return (
      <video
        src={address}
        controls
        muted
        preload="metadata"
        aria-label={altText ?? words.uploaded.VIDEO}
        onError={() => setUnseen(true)}
      />
    );
  return <img src={address} alt={altText ?? ''} loading="lazy" onError={() => setUnseen(true)} />;
}
