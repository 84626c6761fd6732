import { describe, expect, it } from 'vitest';
import { EMPTY_DRAFT, parsePairs, requestOf, withColumns } from './draft.ts';

describe('parsePairs', () => {
  it('reads a pair a line, spaces and empty lines aside', () => {
    expect(parsePairs(' happy = happiness\n\nangry=anger ')).toEqual({ happy: 'happiness', angry: 'anger' });
  });
  it('names the line that is none', () => {
    expect(parsePairs('happy = happiness\nangry')).toContain('“angry”');
    expect(parsePairs('= anger')).toContain('“= anger”');
  });
});

describe('requestOf', () => {
  it('sends only what the kind reads', () => {
    const draft = {
      ...EMPTY_DRAFT,
      kind: 'intensities' as const,
      source: ' /t.csv ',
      pattern: 'x',
      fps: '100',
    };
    expect(requestOf(draft)).toEqual({
      request: {
        kind: 'intensities',
        source: '/t.csv',
        pattern: null,
        aliases: {},
        splits: {},
        mediaRoot: null,
        layout: null,
        fps: null,
        dataset: null,
        columns: {},
        attributes: {},
      },
    });
  });
  it('reads the columns of a sheet by hand, and its data set', () => {
    const sheet = { ...EMPTY_DRAFT, kind: 'coding-sheet' as const, source: '/s.xlsx' };
    const answer = requestOf({ ...sheet, dataset: 'casme2', columns: 'emotion = Felt emotion' });
    expect(answer).toMatchObject({
      request: { dataset: 'casme2', columns: { emotion: 'Felt emotion' } },
    });
    expect(requestOf({ ...sheet, columns: 'Felt emotion' })).toEqual({
      problems: { columns: '“Felt emotion” is not of the form name = name.' },
    });
  });
  it('explains each field that is wrong', () => {
    const draft = { ...EMPTY_DRAFT, pattern: '(', splits: 'train1 = dev', fps: '-1' };
    const answer = requestOf(draft);
    expect('problems' in answer && Object.keys(answer.problems).sort()).toEqual([
      'fps',
      'pattern',
      'source',
      'splits',
    ]);
  });
  it('reads splits and the frame rate', () => {
    const answer = requestOf({ ...EMPTY_DRAFT, source: '/d', splits: 'a = train\nb = test', fps: '100' });
    expect('request' in answer && [answer.request.splits, answer.request.fps]).toEqual([
      { a: 'train', b: 'test' },
      100,
    ]);
  });
});

describe('withColumns', () => {
  it('adds a line for each field, in the place of earlier ones', () => {
    const both = { emotion: 'Felt', subject: 'Who' };
    expect(withColumns('', both)).toBe('emotion = Felt\nsubject = Who');
    const lines = 'clip = Video\nemotion=Label\n';
    expect(withColumns(lines, { emotion: 'Felt = said' })).toBe('clip = Video\nemotion = Felt = said');
    expect(parsePairs(withColumns('', { emotion: 'Felt\r\nemotion' }))).toEqual({ emotion: 'Felt emotion' });
  });
});
