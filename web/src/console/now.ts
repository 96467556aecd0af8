import { useEffect, useState } from 'react';

const stepMs = 30_000;

/** The viewer's time, moved on twice a minute, so that what ends while it is shown also ends on the page. */
export function useNow(): number {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), stepMs);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
