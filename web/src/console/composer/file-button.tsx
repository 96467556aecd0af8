import type { ReactNode } from 'react';
import { Icon } from '../shell/icon.tsx';
import styles from './file-button.module.css';

const accepted = 'image/jpeg,image/png,image/gif,image/webp,video/mp4,video/quicktime,video/webm';

interface FileButtonProps {
  addFiles: (files: File[]) => void;
  hintId?: string;
  children: ReactNode;
}

/** Opens the device's own window for choosing pictures and videos. */
export function FileButton({ addFiles, hintId, children }: FileButtonProps) {
  return (
    <label className={`button ${styles['pick']}`}>
      <Icon name="plus" />
      <span>{children}</span>
      <input
        type="file"
        className="heard-only"
        multiple
        accept={accepted}
        aria-describedby={hintId}
        onChange={({ target }) => {
          addFiles([...(target.files ?? [])]);
          // The same file may be chosen again after it was removed.
          target.value = '';
        }}
      />
    </label>
  );
}
