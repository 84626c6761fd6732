import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openForWriting } from '#main/catalog/database.ts';
import { readOnlyViewOf, temporaryFolder } from '#main/catalog/test-support.ts';
import { encodePacket } from '#shared/contract/wire.ts';
import { connectToEngine, findRunningEngine } from '../remote.ts';
import { sampleProject, temporaryEngine } from '../test-support.ts';

const BY_NAME = { by: 'name', direction: 'ascending' } as const;

describe('making a project', () => {
  it('takes a new folder or an empty one, and opens it', async () => {
    const { engine } = temporaryEngine();
    const dir = join(temporaryFolder(), 'deep', 'study');
    const made = await engine.call('projects.create', { dir });
    expect(made).toEqual({
      dir,
      name: 'study',
      clipCount: 0,
      subjectCount: 0,
      labelCount: 0,
      missingMediaCount: 0,
      readOnly: false,
    });
    expect(readdirSync(dir)).toEqual(expect.arrayContaining(['cache', 'catalog.sqlite', 'exports', 'runs']));
    expect(await engine.call('projects.current', {})).toEqual(made);
    expect(await engine.call('projects.create', { dir: temporaryFolder() })).toMatchObject({ clipCount: 0 });
  });

  it('scatters no files into a folder that holds something else', async () => {
    const { engine } = temporaryEngine();
    const dir = temporaryFolder();
    writeFileSync(join(dir, 'thesis.docx'), '');
    await expect(engine.call('projects.create', { dir })).rejects.toMatchObject({
      code: 'conflict',
      message: `${dir} is not empty (it holds thesis.docx). Choose an empty folder, or a new one, for the project.`,
    });
    expect(readdirSync(dir)).toEqual(['thesis.docx']);
  });

  it('does not take a file, or a folder that is a project', async () => {
    const { engine } = temporaryEngine();
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    await expect(engine.call('projects.create', { dir: file })).rejects.toMatchObject({ code: 'conflict' });
    await expect(engine.call('projects.create', { dir: await sampleProject() })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('goes on where it was interrupted', async () => {
    const { engine } = temporaryEngine();
    const dir = temporaryFolder();
    writeFileSync(join(dir, 'catalog.sqlite'), '');
    mkdirSync(join(dir, 'cache'));
    expect(await engine.call('projects.create', { dir })).toMatchObject({ dir });
  });
});

describe('opening a project', () => {
  it('that is none says what is there instead', async () => {
    const { engine } = temporaryEngine();
    const dir = temporaryFolder();
    const open = (path: string) => engine.call('projects.open', { dir: path });
    await expect(open(join(dir, 'gone'))).rejects.toMatchObject({
      code: 'not-found',
      message: `There is no folder ${join(dir, 'gone')}.`,
    });
    await expect(open(dir)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('catalog.sqlite'),
    });
    writeFileSync(
      join(dir, 'catalog.sqlite'),
      'not a database, but long enough to be taken for one'.repeat(50),
    );
    await expect(open(dir)).rejects.toMatchObject({ code: 'bad-input' });
    await expect(open(join(dir, 'catalog.sqlite'))).rejects.toMatchObject({ code: 'bad-input' });
    expect(readdirSync(dir).filter((name) => !name.startsWith('.onset'))).toEqual(['catalog.sqlite']);
  });

  it('of a newer version leaves it as it is, and the open one open', async () => {
    const { engine } = temporaryEngine();
    const open = await engine.call('projects.open', { dir: await sampleProject() });
    const newer = await sampleProject();
    const db = openForWriting(join(newer, 'catalog.sqlite'), true);
    db.exec(`INSERT INTO migration VALUES (99, 'later', 'x', '2030'); PRAGMA user_version = 99`);
    db.close();
    const before = readFileSync(join(newer, 'catalog.sqlite'));
    await expect(engine.call('projects.open', { dir: newer })).rejects.toMatchObject({
      code: 'newer-version',
    });
    expect(readFileSync(join(newer, 'catalog.sqlite')).equals(before)).toBe(true);
    expect(await engine.call('projects.current', {})).toEqual(open);
    expect(await findRunningEngine(newer)).toBeNull();
  });

  it('a second time changes nothing; another one takes its place', async () => {
    const { engine } = temporaryEngine();
    const [first, second] = [await sampleProject(), await sampleProject()];
    await engine.call('projects.open', { dir: first });
    await engine.call('projects.open', { dir: join(first, '..', 'study') });
    await engine.call('projects.open', { dir: second });
    expect((await engine.call('projects.recent', {})).map(({ dir }) => dir)).toEqual([second, first]);
    expect(await findRunningEngine(first)).toBeNull();
    expect(readdirSync(first).filter((name) => name.startsWith('.onset'))).toEqual(['.onset-lock']);
    const again = temporaryEngine();
    expect(await again.engine.call('projects.open', { dir: first })).toMatchObject({ clipCount: 2 });
  });

  it('that another engine has open names the process', async () => {
    const [a, b] = [temporaryEngine(), temporaryEngine()];
    const dir = await sampleProject();
    await a.engine.call('projects.open', { dir });
    await expect(b.engine.call('projects.open', { dir })).rejects.toMatchObject({
      code: 'busy',
      message: `${dir} is open in another Onset (process ${process.pid}). Close it there, or work there.`,
    });
    await a.engine.close();
    expect(await b.engine.call('projects.open', { dir })).toMatchObject({ clipCount: 2 });
  });

  it('several at once ends with one of them open and the others free', async () => {
    const { engine } = temporaryEngine();
    const dirs = [await sampleProject(), await sampleProject(), await sampleProject()];
    await Promise.all(dirs.map((dir) => engine.call('projects.open', { dir })));
    const current = await engine.call('projects.current', {});
    const running = await Promise.all(dirs.map(async (dir) => (await findRunningEngine(dir)) !== null));
    expect(running).toEqual(dirs.map((dir) => dir === current?.dir));
  });
});

describe('a folder that can only be read', () => {
  it('is looked at; labels are refused in words', async () => {
    const view = readOnlyViewOf(await sampleProject());
    if (view === null) return;
    const { engine } = temporaryEngine();
    expect(await engine.call('projects.open', { dir: view })).toMatchObject({ clipCount: 2, readOnly: true });
    const { ids } = await engine.call('clips.query', { filter: {}, sort: BY_NAME, raterId: null });
    expect(await engine.call('clips.rows', { ids, raterId: null })).toHaveLength(2);
    await expect(engine.call('raters.enter', { name: 'Ada' })).rejects.toMatchObject({
      code: 'read-only',
      message: expect.stringContaining('can only be read'),
    });
  });
});

describe("the project's socket", () => {
  async function connect(dir: string) {
    const holder = await findRunningEngine(dir);
    if (holder === null) throw new Error('Nobody has the project open.');
    const remote = await connectToEngine(holder);
    onTestFinished(() => remote.close());
    return remote;
  }

  it('carries calls, failures and events of the engine that has it open', async () => {
    const { engine, events } = temporaryEngine();
    const dir = await sampleProject();
    const open = await engine.call('projects.open', { dir });
    const remote = await connect(dir);
    const heard: unknown[] = [];
    remote.onEvent((event) => heard.push(event));
    expect(await remote.call('projects.current', {})).toEqual(open);
    expect(await remote.call('projects.open', { dir })).toEqual(open);
    events.length = heard.length = 0;
    await remote.call('emotions.add', { name: 'contempt' });
    expect(events).toEqual([{ type: 'catalog' }]);
    expect(heard).toEqual(events);
    await expect(remote.call('clips.detail', { clipId: 99 as never, raterId: null })).rejects.toMatchObject({
      code: 'not-found',
      message: 'There is no clip 99 in this project.',
    });
  });

  it('lets nobody close the project or open another through it', async () => {
    const { engine } = temporaryEngine();
    const dir = await sampleProject();
    await engine.call('projects.open', { dir });
    const remote = await connect(dir);
    await expect(remote.call('projects.close', {})).rejects.toMatchObject({ code: 'conflict' });
    await expect(remote.call('projects.open', { dir: await sampleProject() })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(remote.call('projects.create', { dir: temporaryFolder() })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await engine.call('projects.current', {})).toMatchObject({ dir });
  });

  it('lets go of whoever speaks something else, and of nobody besides', async () => {
    const { engine } = temporaryEngine();
    const dir = await sampleProject();
    await engine.call('projects.open', { dir });
    const remote = await connect(dir);
    const holder = await findRunningEngine(dir);
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    for (const bytes of ['GET / HTTP/1.1\r\n\r\n', encodePacket({ kind: 'drop', id: 1 })]) {
      const stranger = createConnection(holder?.socket ?? '');
      stranger.write(bytes);
      await once(stranger.resume(), 'close');
    }
    log.mockRestore();
    expect(await remote.call('projects.current', {})).toMatchObject({ dir });
  });

  it('ends what is asked of it when the project closes', async () => {
    const { engine } = temporaryEngine();
    const dir = await sampleProject();
    await engine.call('projects.open', { dir });
    const remote = await connect(dir);
    await engine.call('projects.close', {});
    await expect(remote.call('raters.list', {})).rejects.toThrow();
  });

  it('works where the path of the project is too long for one', async () => {
    const root = mkdtempSync(join(tmpdir(), 'onset-test-'));
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    const dir = join(root, 'long'.repeat(30));
    const { engine } = temporaryEngine();
    await engine.call('projects.create', { dir });
    const remote = await connect(dir);
    expect(await remote.call('projects.current', {})).toMatchObject({ dir });
  });
});
