import { texts } from '../../shared/texts/console-texts.ts';
import type { MediaDraft } from './draft.ts';
import styles from './picture.module.css';

/** A file as far as it can be shown here; a video, and what cannot be drawn, by its name for what it is. */
export function Picture({ item, className = '' }: { item: MediaDraft; className?: string | undefined }) {
  const { picture, type, altText } = item;
  if (picture !== null && type === 'IMAGE')
    return <img className={`${styles['picture']} ${className}`} src={picture} alt={altText} />;
  return (
    <span className={`${styles['picture']} ${styles['word']} ${className}`}>
      {type === 'VIDEO' ? texts.composer.video : texts.composer.picture}
    </span>
  );
}
