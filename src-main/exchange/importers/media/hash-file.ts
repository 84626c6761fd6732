import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

const CHUNK_BYTES = 2 ** 20;

/** SHA-256 of a file of any size, in hex. `onBytes` hears how many were read so far. */
export async function hashFile(
  file: string,
  signal: AbortSignal,
  onBytes: (read: number) => void,
): Promise<string> {
  const handle = await open(file);
  try {
    const hash = createHash('sha256');
    const chunk = Buffer.alloc(CHUNK_BYTES);
    for (let at = 0; ; ) {
      signal.throwIfAborted();
      const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES, at);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(chunk.subarray(0, bytesRead));
      at += bytesRead;
      onBytes(at);
    }
  } finally {
    await handle.close();
  }
}
