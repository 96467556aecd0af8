import type { Post } from '@social-integration/client';
import { useState } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
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

/** Uploaded files have no address that a browser could show; the others lie wherever the CRM keeps them. */
function Preview({ item: { url, type, altText } }: { item: MediaItem }) {
  const [isUnseen, setUnseen] = useState(false);
  if (!url)
    return (
      <span>
        {words.uploaded[type]}
        <br />
        {words.noPreview}
      </span>
    );
  if (isUnseen) return <span>{words.mediaUnseen}</span>;
  if (type === 'VIDEO')
    // A club's clip has no captions file; what it shows is told by its description below.
    return (
      <video
        src={url}
        controls
        muted
        preload="metadata"
        aria-label={altText ?? words.uploaded.VIDEO}
        onError={() => setUnseen(true)}
      />
    );
  return <img src={url} alt={altText ?? ''} loading="lazy" onError={() => setUnseen(true)} />;
}
