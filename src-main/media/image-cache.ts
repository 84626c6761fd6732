/** The last images asked for, up to a size in memory. */
export interface ImageCache<T> {
  get(key: string): T | undefined;
  set(key: string, value: T, bytes: number): void;
}

const CAPACITY_BYTES = 128 * 1024 * 1024;

/** Least recently used goes first. A value larger than the whole capacity is not kept. */
export function createImageCache<T>(capacityBytes: number = CAPACITY_BYTES): ImageCache<T> {
  const entries = new Map<string, { value: T; bytes: number }>();
  let held = 0;
  const remove = (key: string) => {
    held -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  };
  return {
    get: (key) => {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      // A Map keeps the order of insertion: what was used last stands last.
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set: (key, value, bytes) => {
      remove(key);
      if (bytes > capacityBytes) return;
      entries.set(key, { value, bytes });
      held += bytes;
      for (const oldest of entries.keys()) {
        if (held <= capacityBytes) break;
        remove(oldest);
      }
    },
  };
}
