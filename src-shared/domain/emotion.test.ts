import { expect, test } from 'vitest';
import { assignEmotionKeys, canonicalEmotion } from './emotion.ts';

test('spellings of one emotion become one; own aliases come first', () => {
  expect(canonicalEmotion(' Happy ')).toBe('happiness');
  expect(canonicalEmotion('SADNESS')).toBe('sadness');
  expect(canonicalEmotion('Others')).toBe('others');
  expect(canonicalEmotion('happy', { Happy: 'joyful' })).toBe('joyful');
  expect(canonicalEmotion('  ')).toBeNull();
});

test('each emotion gets a letter of its own, by order', () => {
  const keys = assignEmotionKeys(['sadness', 'surprise', 'disgust', 'others']);
  expect([...keys]).toEqual([
    ['sadness', 's'],
    ['surprise', 'u'],
    ['disgust', 'd'],
    ['others', 'o'],
  ]);
  expect(assignEmotionKeys(['sadness'], ['s', 'a']).get('sadness')).toBe('d');
});
