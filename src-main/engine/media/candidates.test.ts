import { expect, test } from 'vitest';
import { candidatesOf, createFileIndex, type OldPlace } from './candidates.ts';

const OLD: OldPlace = {
  oldRoot: '/data/casme2',
  paths: ['sub01/EP02/img1.jpg', 'sub01/EP02/img2.jpg'],
  isContainer: false,
};
const candidates = (files: readonly string[], old = OLD, roots: readonly string[] = ['']) =>
  [...candidatesOf(old, roots, createFileIndex(files))].map(({ root, paths, isLikely }) => {
    return [root, ...paths, isLikely];
  });
const both = (folder: string) => [`${folder}/img1.jpg`, `${folder}/img2.jpg`];

test('the same paths below the folder, or below another root', () => {
  expect(candidates(both('sub01/EP02'))).toEqual([['', ...OLD.paths, true]]);
  expect(candidates(both('a/b/sub01/EP02'), OLD, ['', 'a/b'])).toEqual([['a/b', ...OLD.paths, true]]);
});

test('the folder named lies above the new root: its paths stay', () => {
  expect(candidates(both('disk/media/sub01/EP02'))).toEqual([['disk/media', ...OLD.paths, true]]);
});

test('the folder named is the clip’s own, or one on the way to it', () => {
  expect(candidates(['img1.jpg', 'img2.jpg'])).toEqual([['', 'img1.jpg', 'img2.jpg', false]]);
  expect(candidates(both('EP02'))).toEqual([['', ...both('EP02'), true]]);
});

test('a folder above was renamed; the likeliest of several comes first, each once', () => {
  const files = [...both('x/EP99'), ...both('x/EP02'), ...both('sub01/EP02'), ...both('y/sub01/EP02')];
  expect(candidates(files).map(([root, first]) => `${root}:${first}`)).toEqual([
    ':sub01/EP02/img1.jpg',
    'y:sub01/EP02/img1.jpg',
    ':x/EP02/img1.jpg',
    ':x/EP99/img1.jpg',
  ]);
});

test('only where all names are', () => {
  expect(candidates(['sub01/EP02/img1.jpg', 'x/sub01/EP02/img2.jpg'])).toEqual([]);
});

test('frames in several folders keep them', () => {
  const old = { oldRoot: '/m', paths: ['c/left/1.png', 'c/right/1.png'], isContainer: false };
  expect(candidates(['d/left/1.png', 'd/right/1.png', 'left/1.png'], old)).toEqual([
    ['', 'd/left/1.png', 'd/right/1.png', false],
  ]);
});

test('one file for all frames: its name is enough', () => {
  const old = { oldRoot: '/m', paths: ['a/clip.mp4', 'a/clip.mp4'], isContainer: true };
  expect(candidates(['z/clip.mp4', 'z/clip.mp4.txt'], old)).toEqual([['', 'z/clip.mp4', 'z/clip.mp4', true]]);
});

test('letters with accents are the same composed and decomposed; the file is named as it is called', () => {
  const composed = 'é'.normalize('NFC');
  const decomposed = 'é'.normalize('NFD');
  const old = { oldRoot: '/m', paths: [`${composed}/1.png`], isContainer: false };
  expect(candidates([`${decomposed}/1.png`], old)).toEqual([['', `${decomposed}/1.png`, true]]);
  expect(candidates([`x/${decomposed}/1.png`], old)).toEqual([['x', `${decomposed}/1.png`, true]]);
});
