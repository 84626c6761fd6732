import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { childEntry } from './child-entry.ts';

describe('the entry of a child', () => {
  it('from source is that of its room', () => {
    expect(childEntry('decoder')).toMatch(/src-main.decoder.main\.ts$/);
    expect(existsSync(childEntry('decoder'))).toBe(true);
    expect(existsSync(childEntry('trainer'))).toBe(true);
  });

  it('when built lies beside the engine, whichever file this code ended up in', () => {
    const built = ['engine.js', 'cli.js', 'chunks/child-Bx1.js'];
    for (const file of built)
      expect(childEntry('trainer', `file:///opt/onset/out/node/${file}`)).toBe(
        '/opt/onset/out/node/trainer.js',
      );
  });
});
