import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ImportRequest } from '#shared/domain/import.ts';
import type { KnownClips } from '../plan.ts';
import { folderWith, quietTask, request } from '../test-support.ts';
import { importElan } from './import-elan.ts';

const clips = ['EP01', 'EP02'].map((name) => ({
  ...{ key: `casme2/01/${name}`, name, dataset: 'casme2', subject: '01', fps: 100 },
}));
/** Both clips have the frames 46 to 75; at 100 a second each lasts 10 ms. */
const known: KnownClips = {
  all: () => clips,
  sourceNumbers: () => Array.from({ length: 30 }, (_, i) => 46 + i),
};
const read = (source: string, more: Partial<ImportRequest> = {}, of = known) =>
  importElan(request({ kind: 'elan', source, ...more }), of, quietTask);
const readText = (text: string, more: Partial<ImportRequest> = {}, of = known) =>
  read(join(folderWith({ 'EP01.eaf': text }), 'EP01.eaf'), more, of);

/** An annotation as `start-end value`, in ms. */
function eaf(tiers: Readonly<Record<string, readonly string[]>>, header = ''): string {
  const slots: string[] = [];
  const slot = (ms: string) =>
    slots.push(`<TIME_SLOT TIME_SLOT_ID="s${slots.length + 1}" TIME_VALUE="${ms}"/>`);
  const written = Object.entries(tiers).map(([tier, annotations]) => {
    const inside = annotations.map((annotation, index) => {
      const [, start = '', end = '', value = ''] = /^(\d+)-(\d+) ?(.*)$/.exec(annotation) ?? [];
      const refs = `TIME_SLOT_REF1="s${slot(start)}" TIME_SLOT_REF2="s${slot(end)}"`;
      return `<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="${tier}${index}" ${refs}><ANNOTATION_VALUE>${value}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>`;
    });
    return `<TIER LINGUISTIC_TYPE_REF="default-lt" TIER_ID="${tier}">${inside.join('')}</TIER>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="" DATE="2020-01-01T00:00:00+01:00" FORMAT="3.0" VERSION="3.0">
<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">${header}</HEADER>
<TIME_ORDER>${slots.join('')}</TIME_ORDER>${written.join('')}</ANNOTATION_DOCUMENT>`;
}
const reasonsOf = ({ report }: Awaited<ReturnType<typeof read>>) =>
  report.skipped.map(({ reason }) => reason);

describe('files of other hands', () => {
  test('tiers named by what they say: frames are those that begin nearest', async () => {
    const plan = await readText(
      eaf({
        'emotion@Ana': ['52-158 Happy'],
        Ana_apex: ['99-101'],
        'Ana intensity': ['50-160 0.4'],
        'Action Units Ana': ['50-160 R6A+R12'],
        'comments-Ana': ['0-300 a &amp; b'],
        'emotion@Bo': ['100-104 fear'],
      }),
    );
    expect(plan.labels).toEqual([
      {
        ...{ clipKey: 'casme2/01/EP01', rater: 'Ana', round: 1, emotion: 'happiness', intensity: 0.4 },
        ...{ onset: 51, apex: 56, offset: 61, actionUnits: 'R6A+R12', note: 'a & b' },
        ...{ onsetEstimated: false, apexEstimated: false, offsetEstimated: false },
      },
      // Shorter than a frame: that frame.
      expect.objectContaining({ rater: 'Bo', emotion: 'fear', onset: 56, apex: null, offset: 56 }),
    ]);
    expect(plan.report).toMatchObject({ clips: 1, labels: 2, recognised: null, skipped: [] });
    expect(plan.report.aliasesApplied).toEqual({ Happy: 'happiness' });
    expect(plan.report.columns).toMatchObject({ 'emotion of Ana': 'emotion@Ana', 'apex of Ana': 'Ana_apex' });
  });

  test('a tier of no such name is a rater; of several annotations the first is taken, the others are listed', async () => {
    const plan = await readText(eaf({ Maria: ['200-210 fear', '10-50 Anger'], emotion: ['0-30 fear'] }));
    expect(plan.labels).toMatchObject([
      { rater: 'ELAN', emotion: 'fear', onset: 46, offset: 48 },
      { rater: 'Maria', emotion: 'anger', onset: 47, offset: 50 },
    ]);
    expect(reasonsOf(plan)).toEqual([
      '"fear" at 200 ms of its tier Maria is left out: a clip has one label a rater',
    ]);
  });

  test('annotations that refer to others lie where those do', async () => {
    const child = `<TIER PARENT_REF="emotion@Ana" LINGUISTIC_TYPE_REF="x" TIER_ID="intensity@Ana"><ANNOTATION><REF_ANNOTATION ANNOTATION_ID="r" ANNOTATION_REF="emotion@Ana0"><ANNOTATION_VALUE>0.25</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER><TIER PARENT_REF="emotion@Ana" LINGUISTIC_TYPE_REF="x" TIER_ID="gaze"/>`;
    const text = eaf({ 'emotion@Ana': ['50-100 fear'] }).replace('</ANNOTATION_DOCUMENT>', `${child}$&`);
    const plan = await readText(text);
    expect(plan.labels).toMatchObject([{ rater: 'Ana', intensity: 0.25, onset: 51 }]);
    expect(reasonsOf(plan)).toEqual(['its tier gaze is not read: its name does not say what it is']);
  });

  test('annotations that refer to one another in a circle have no time', async () => {
    const ref = (id: string, to: string) =>
      `<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="${id}" ANNOTATION_REF="${to}"><ANNOTATION_VALUE>x</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>`;
    const text = eaf({ emotion: [] }).replace('"emotion">', `"emotion">${ref('a', 'b')}${ref('b', 'a')}`);
    expect(reasonsOf(await readText(text))).toEqual([
      'annotations of its tier emotion without a time are left out: 2',
    ]);
  });

  test('what cannot be kept is listed, the rest is taken', async () => {
    const plan = await readText(
      eaf({
        'emotion@Ana': ['250-400 fear'],
        'intensity@Ana': ['0-10 3'],
        'apex@Ana': ['5000-5001'],
        'confidence@Ana': ['0-10 sure'],
        'note@Ana': [],
      }),
    );
    expect(plan.labels).toMatchObject([
      { emotion: 'fear', intensity: null, onset: 71, apex: null, offset: null },
    ]);
    expect(reasonsOf(plan).sort()).toEqual([
      "its apex at frame 500 lies beyond the clip's 30 frames: it is left out",
      'its confidence "sure" is not between 0 and 1: it is left out',
      'its intensity "3" is not between 0 and 1: it is left out',
      "its offset at frame 39 lies beyond the clip's 30 frames: it is left out",
      'its tier note@Ana holds nothing',
    ]);
  });

  test('the clip is found by the file, its folder or its media; its rate comes from the project or the request', async () => {
    const media = '<MEDIA_DESCRIPTOR MEDIA_URL="file:///C:/data/EP02.avi" MIME_TYPE="video/x-msvideo"/>';
    const source = folderWith({
      '01/EP01.eaf': eaf({ emotion: ['0-10 fear'] }),
      'some.eaf': eaf({ emotion: ['0-10 fear'] }, media),
      'unknown.eaf': eaf({ emotion: ['0-10 fear'] }),
      'notes.txt': '',
    });
    const plan = await read(source);
    expect(plan.labels.map(({ clipKey }) => clipKey)).toEqual(['casme2/01/EP01', 'casme2/01/EP02']);
    expect(reasonsOf(plan)).toEqual([
      'files that are no .eaf are not read: 1',
      'the project has no clip called unknown',
    ]);
    const timeless = { ...known, all: () => clips.map((clip) => ({ ...clip, fps: null })) };
    expect(reasonsOf(await readText(eaf({ emotion: ['20-30 fear'] }), {}, timeless))).toEqual([
      'the frames per second of EP01 are not known: give them, and its times can be read',
    ]);
    const given = await readText(eaf({ emotion: ['20-30 fear'] }), { fps: 200 }, timeless);
    expect(given.labels).toMatchObject([{ onset: 50, offset: 51 }]);
  });
});

describe('files that are refused as a whole', () => {
  const whole = eaf({ emotion: ['0-10 fear'] });
  test.each([
    ['cut off', whole.slice(0, -30), 'no whole XML'],
    ['no XML', 'clip,rater\na,b\n', 'no whole XML'],
    ['another document', '<html><body/></html>', 'begins with html'],
    ['frames for times', whole.replace('milliseconds', 'PAL-frames'), 'its times in "PAL-frames"'],
    [
      'shifted media',
      whole.replace('</HEADER>', '<MEDIA_DESCRIPTOR MEDIA_URL="a.avi" TIME_ORIGIN="400"/>$&'),
      'by an offset',
    ],
    ['empty', '', 'is empty'],
  ])('%s', async (_, text, reason) => {
    await expect(readText(text)).rejects.toMatchObject({
      ...{ code: 'bad-input', message: expect.stringContaining(reason) },
    });
  });

  test.each([
    [
      'billion laughs',
      Array.from({ length: 9 }, (_, i) => `<!ENTITY e${i + 1} "&e${i};&e${i};&e${i};&e${i};">`).join(''),
    ],
    ['a file from outside', '<!ENTITY e9 SYSTEM "file:///etc/passwd">'],
  ])('an entity of its own is never expanded: %s', async (_, entities) => {
    const text = whole
      .replace('<ANNOTATION_DOCUMENT', `<!DOCTYPE x [<!ENTITY e0 "ha">${entities}]>$&`)
      .replace('>fear<', '>&e9;<');
    await expect(readText(text)).rejects.toThrow('no whole XML');
  });

  test('in a folder such a file is listed and the others are read', async () => {
    const plan = await read(folderWith({ 'EP01.eaf': whole, 'EP02.eaf': whole.slice(50) }));
    expect(plan.labels).toHaveLength(1);
    expect(plan.report.skipped).toEqual([
      { item: 'EP02.eaf', row: null, reason: expect.stringContaining('no whole XML') },
    ]);
  });
});
