import { useCallback, useMemo } from 'react';
import { movedMedia, withFile, withMedia, withoutMedia, type MediaOwner } from './draft-media.ts';
import { typeOfAddress, type Draft, type MediaDraft } from './draft.ts';
import type { MediaActions } from './media-actions.ts';
import { randomName } from '../shell/random-name.ts';
import { useUploads } from './use-uploads.ts';

/** What can be done with the files of the post, or of a part of its thread. */
export function useMedia(
  change: (change: (draft: Draft) => Draft) => void,
): (owner: MediaOwner) => MediaActions {
  const tell = useCallback(
    (key: string, news: Partial<MediaDraft>) => change((draft) => withMedia(draft, key, news)),
    [change],
  );
  const uploads = useUploads(tell);
  return useMemo(() => {
    const ofAll = {
      change: tell,
      move: (key: string, by: -1 | 1) => change((draft) => movedMedia(draft, key, by)),
      remove: (key: string) => {
        uploads.cancel(key);
        change((draft) => withoutMedia(draft, key));
      },
      retry: (key: string) => uploads.retry(key),
    };
    return (owner) => {
      const add = (item: MediaDraft) => change((draft) => withFile(draft, owner, item));
      const addFile = (file: File) => {
        const item = newFile(file);
        add(item);
        uploads.start(item.key, file);
      };
      return {
        ...ofAll,
        addFiles: (files) => files.forEach(addFile),
        addAddress: (address) => add(newAddress(address)),
      };
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
