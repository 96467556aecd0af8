import type { Post } from '@social-integration/client';
import { useEffect, useId, useRef, useState } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
import { AllowedButton } from '../shell/allowed-button.tsx';
import { EditText } from './edit-text.tsx';
import { PostMedia } from './post-media.tsx';
import { PostOptions } from './post-options.tsx';
import { isEditable } from './post-rules.ts';
import page from './post-page.module.css';
import styles from './post-content.module.css';

const words = texts.post;

/** The post as it reads: text, pictures, what else goes with it. The text can be changed in its place. */
export function PostContent({ post }: { post: Post }) {
  const heading = useId();
  const head = useRef<HTMLDivElement>(null);
  const [mode, setMode] = useState<'reading' | 'editing' | 'saved' | 'left'>('reading');
  // The keyboard goes on where it was before the editing.
  useEffect(() => {
    if (mode === 'saved' || mode === 'left') head.current?.querySelector('button')?.focus();
  }, [mode]);
  return (
    <section aria-labelledby={heading} className={`card ${page['section']}`}>
      <div ref={head} className={page['head']}>
        <h2 id={heading}>{words.content}</h2>
        {mode !== 'editing' && isEditable(post) && (
          <AllowedButton needs="social:write" className="button" onPress={() => setMode('editing')}>
            {words.edit}
          </AllowedButton>
        )}
      </div>
      {mode === 'editing' ? (
        <EditText post={post} onSaved={() => setMode('saved')} onCancel={() => setMode('left')} />
      ) : (
        <p dir="auto" className={`${styles['text']} ${post.content === '' ? 'soft' : ''}`}>
          {post.content || words.noText}
        </p>
      )}
      <span role="status" className={mode === 'saved' ? 'soft small' : 'heard-only'}>
        {mode === 'saved' && words.saved}
      </span>
      <PostMedia media={post.media} />
      <PostOptions post={post} />
    </section>
  );
}
