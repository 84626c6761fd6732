/** Collects single questions and asks them together: at most `maxSize` at once, `waitMs` after the first. */
export function createBatcher<K, V>(options: {
  readonly load: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>;
  readonly maxSize: number;
  readonly waitMs: number;
}): (key: K) => Promise<V> {
  interface Waiting {
    readonly resolve: (value: V) => void;
    readonly reject: (error: unknown) => void;
  }
  let waiting = new Map<K, Waiting[]>();

  const ask = async (batch: ReadonlyMap<K, Waiting[]>) => {
    try {
      const found = await options.load([...batch.keys()]);
      for (const [key, askers] of batch) {
        const value = found.get(key);
        for (const asker of askers) {
          if (value === undefined) asker.reject(new Error(`There is no ${String(key)} any more.`));
          else asker.resolve(value);
        }
      }
    } catch (error) {
      for (const asker of [...batch.values()].flat()) asker.reject(error);
    }
  };
  const flush = () => {
    const all = [...waiting];
    waiting = new Map();
    for (let at = 0; at < all.length; at += options.maxSize)
      void ask(new Map(all.slice(at, at + options.maxSize)));
  };
  return (key) =>
    new Promise((resolve, reject) => {
      if (waiting.size === 0) setTimeout(flush, options.waitMs);
      const askers = waiting.get(key) ?? [];
      askers.push({ resolve, reject });
      waiting.set(key, askers);
    });
}
