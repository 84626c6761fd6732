import { useState } from 'react';

/** Runs a change and keeps why it failed, in words; null where it went well. */
export function useAttempt(): readonly [
  failure: string | null,
  attempt: (work: () => Promise<void>) => void,
] {
  const [failure, setFailure] = useState<string | null>(null);
  const attempt = (work: () => Promise<void>) => {
    setFailure(null);
    work().catch((error: unknown) => setFailure(error instanceof Error ? error.message : String(error)));
  };
  return [failure, attempt];
}
