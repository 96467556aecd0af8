import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { checkBody, type Check } from './composer-calls.ts';
import { isCheckable, type PostBody } from './draft-body.ts';

const pauseMs = 400;

export interface LiveCheck {
  /** Of the newest body that was answered; stays while the next one is under way. Null: there was none yet. */
  check: Check | null;
  isUnderWay: boolean;
  error: Error | null;
  retry: () => void;
}

/** Asks the service about the post whenever typing pauses; of several questions the last one's answer counts. */
export function useCheck(body: PostBody): LiveCheck {
  const text = JSON.stringify(body);
  const asked = useSettled(text);
  const query = useQuery({
    queryKey: ['composer', 'check', asked],
    queryFn: ({ signal }) => checkBody(JSON.parse(asked) as PostBody, signal),
    enabled: isCheckable(JSON.parse(asked) as PostBody),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    gcTime: 60_000,
  });
  const isWanted = isCheckable(body);
  return {
    check: (isWanted && query.data) || null,
    isUnderWay: isWanted && (query.isFetching || asked !== text),
    error: isWanted ? query.error : null,
    retry: () => void query.refetch(),
  };
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
