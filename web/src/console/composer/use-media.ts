import { useCallback, useMemo } from 'react';
import { movedMedia, typeOfAddress, withMedia, withoutMedia, type Draft, type MediaDraft } from './draft.ts';
import type { MediaActions } from './media-actions.ts';
import { randomName } from './random-name.ts';
import { useUploads } from './use-uploads.ts';

/** What can be done with the files of a draft. */
export function useMedia(change: (change: (draft: Draft) => Draft) => void): MediaActions {
  const tell = useCallback(
    (key: string, news: Partial<MediaDraft>) => change((draft) => withMedia(draft, key, news)),
    [change],
  );
  const uploads = useUploads(tell);
  return useMemo(() => {
    const add = (item: MediaDraft) => change((draft) => ({ ...draft, media: [...draft.media, item] }));
    return {
      addFiles: (files) => {
        for (const file of files) {
          const item = newFile(file);
          add(item);
          uploads.start(item.key, file);
        }
      },
      addAddress: (address) => add(newAddress(address)),
      change: tell,
      move: (key, by) => change((draft) => movedMedia(draft, key, by)),
      remove: (key) => {
        uploads.cancel(key);
        change((draft) => withoutMedia(draft, key));
      },
      retry: (key) => uploads.retry(key),
    };
  }, [change, tell, uploads]);
}

function newFile({ name, type }: File): MediaDraft {
  const kind = type.startsWith('video/') ? 'VIDEO' : 'IMAGE';
  return {
    key: randomName(),
    name,
    type: kind,
    altText: '',
    picture: null,
    state: { status: 'waiting' },
  };
}

function newAddress(url: string): MediaDraft {
  const type = typeOfAddress(url);
  const name = new URL(url).pathname.split('/').at(-1) || url;
  const picture = type === 'IMAGE' ? url : null;
  return { key: randomName(), name, type, altText: '', picture, state: { status: 'linked', url } };
}
