import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { openForWriting } from '#main/catalog/database.ts';
import { OnsetError } from '#shared/base/errors.ts';
import { sampleProject, temporaryEngine } from './test-support.ts';

describe('a call', () => {
  it('of an unknown name, or with what does not fit, is refused in words', async () => {
    const { engine } = temporaryEngine();
    await expect(engine.callUntyped('labels.drop', {})).rejects.toMatchObject({
      code: 'bad-input',
      message: 'There is no call named labels.drop.',
    });
    await expect(engine.callUntyped('toString', {})).rejects.toMatchObject({ code: 'bad-input' });
    await expect(engine.call('raters.enter', { name: '  ' })).rejects.toMatchObject({
      code: 'bad-input',
      message: 'name: A rater needs a name.',
    });
    await expect(engine.callUntyped('projects.current', { extra: 1 })).rejects.toMatchObject({
      code: 'bad-input',
    });
  });

  it('without a project says what to do', async () => {
    const { engine } = temporaryEngine();
    await expect(engine.call('raters.list', {})).rejects.toEqual(
      new OnsetError('not-found', 'Open a project first.'),
    );
    expect(await engine.call('projects.current', {})).toBeNull();
  });

  it('that meets a defect is answered as internal and logged, and the engine goes on', async () => {
    const { engine } = temporaryEngine();
    const dir = await sampleProject();
    await engine.call('projects.open', { dir });
    const ada = await engine.call('raters.enter', { name: 'Ada' });
    const other = openForWriting(join(dir, 'catalog.sqlite'), true);
    other.exec('DROP TABLE undo_step');
    other.close();
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    await expect(engine.call('labels.undo', { raterId: ada.id })).rejects.toMatchObject({ code: 'internal' });
    expect(log).toHaveBeenCalledWith('A defect in labels.undo:', expect.anything());
    log.mockRestore();
    expect(await engine.call('raters.list', {})).toHaveLength(2);
  });

  it('knows who it works for', async () => {
    const { engine } = temporaryEngine();
    expect(await engine.call('app.info', {})).toMatchObject({
      host: 'in-process',
      notice: null,
      raterName: null,
    });
  });
});

describe('what changes something', () => {
  it('is told to every client once it is done', async () => {
    const { engine, events } = temporaryEngine();
    const project = await engine.call('projects.open', { dir: await sampleProject() });
    const ada = await engine.call('raters.enter', { name: 'Ada' });
    const { ids } = await engine.call('clips.query', {
      filter: {},
      sort: { by: 'name', direction: 'ascending' },
      raterId: ada.id,
    });
    const [clipId] = ids;
    if (clipId === undefined) throw new Error('There is a clip.');
    await engine.call('labels.set', { clipId, raterId: ada.id, change: { intensity: 0.4 }, mergeKey: null });
    await engine.call('labels.undo', { raterId: ada.id });
    await engine.call('labels.undo', { raterId: ada.id });
    await engine.call('emotions.add', { name: 'Contempt' });
    await engine.call('projects.close', {});
    expect(events).toEqual([
      { type: 'project', project },
      { type: 'catalog' },
      { type: 'labels', clipIds: [clipId] },
      { type: 'labels', clipIds: [clipId] },
      { type: 'catalog' },
      { type: 'project', project: null },
    ]);
  });

  it('is told to nobody who has left, and not where it was refused', async () => {
    const { engine, events } = temporaryEngine();
    await engine.call('projects.open', { dir: await sampleProject() });
    events.length = 0;
    await expect(engine.call('emotions.add', { name: ' ' })).rejects.toThrow();
    expect(events).toEqual([]);
    const late: unknown[] = [];
    const leave = engine.onEvent((event) => late.push(event));
    leave();
    await engine.call('emotions.add', { name: 'contempt' });
    expect(late).toEqual([]);
  });
});
