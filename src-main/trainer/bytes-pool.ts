/** Buffers that are used again and again, so that reading batch after batch leaves no garbage. */
export interface BytesPool {
  take(bytes: number): Uint8Array;
  /** Not to be used any more by who gives it back. */
  giveBack(buffer: Uint8Array): void;
}

const MAX_FREE_BYTES = 32 * 1024 ** 2;

export function createBytesPool(): BytesPool {
  const free: Uint8Array[] = [];
  let freeBytes = 0;
  return {
    take: (bytes) => {
      const found = free.findIndex(({ length }) => length === bytes);
      const buffer = found < 0 ? undefined : free.splice(found, 1)[0];
      freeBytes -= buffer?.length ?? 0;
      return buffer ?? new Uint8Array(bytes);
    },
    giveBack: (buffer) => {
      free.push(buffer);
      freeBytes += buffer.length;
      // Those of another size than is asked for now leave first.
      while (freeBytes > MAX_FREE_BYTES) freeBytes -= free.shift()?.length ?? freeBytes;
    },
  };
}
