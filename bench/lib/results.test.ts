import { expect, it } from 'vitest';
import { replaceSection } from './results.ts';

it('replaces what stands between the markers, and nothing else', () => {
  const text = 'a\n<!-- t -->\nold\n<!-- /t -->\nb\n';
  expect(replaceSection(text, 't', 'new')).toBe('a\n<!-- t -->\nnew\n<!-- /t -->\nb\n');
});

it('says where a marker is missing', () => {
  expect(replaceSection('<!-- t -->', 't', 'new')).toBeNull();
  expect(replaceSection('<!-- /t --> <!-- t -->', 't', 'new')).toBeNull();
});
