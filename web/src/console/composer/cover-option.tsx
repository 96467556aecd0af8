import { useState } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
import { WordsOption } from './option-fields.tsx';
import type { Problem } from './problems.ts';

const words = texts.composer;

interface CoverOptionProps {
  offsetMs: number | undefined;
  choose: (offsetMs: number | undefined) => void;
  problems: Problem[];
}

/** A moment of the video in seconds. What was typed stays as it is: `2.` on the way to `2.5` is the same number as `2`. */
export function CoverOption({ offsetMs, choose, problems }: CoverOptionProps) {
  const [typed, setTyped] = useState(offsetMs === undefined ? '' : `${offsetMs / 1000}`);
  return (
    <WordsOption
      label={words.cover}
      hint={words.coverHint}
      value={typed}
      write={(seconds) => {
        setTyped(seconds);
        choose(seconds.trim() === '' ? undefined : milliseconds(seconds));
      }}
      inputMode="decimal"
      problems={problems}
    />
  );
}

/** What is no number is the beginning of the video. */
function milliseconds(seconds: string): number {
  return Math.round(Number(seconds.replace(',', '.')) * 1000) || 0;
}
