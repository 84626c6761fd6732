import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { askChild } from './ask-child.ts';
import type { ChildEnd } from './child.ts';
import { endAsError, startChild } from './child.ts';
import { judgeExit } from './child-end.ts';

const said = z.discriminatedUnion('type', [
  z.object({ type: z.literal('bytes'), bytes: z.instanceof(Uint8Array), execPath: z.string() }),
  z.object({
    type: z.literal('failed'),
    failure: z.object({ code: z.literal('bad-input'), message: z.string() }),
  }),
]);
type Said = z.infer<typeof said>;

/** A child that does as it is told. */
const CHILD = `
process.on('message', ({ type }) => {
  const send = (message, then) => process.send(message, undefined, undefined, then);
  if (type === 'bytes') send({ type, bytes: Uint8Array.of(1, 2, 255), execPath: process.execPath });
  if (type === 'fail') send({ type: 'failed', failure: { code: 'bad-input', message: 'No clips.' } }, () => process.exit(1));
  if (type === 'leave') process.exit(0);
  if (type === 'exit-3') { console.log('I walk'); console.error('I see a wall'); process.exit(3); }
  if (type === 'throw') throw new Error('I walked into it');
  if (type === 'babble') send({ type: 'gossip' });
  if (type === 'eat') { const all = []; for (;;) all.push(new Array(1e6).fill(all.length)); }
  if (type === 'hang') for (;;);
});
process.on('disconnect', () => process.exit(0));
`;

let dir: string;
let entry: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'onset-child-'));
  entry = join(dir, 'child.mjs');
  writeFileSync(entry, CHILD);
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function start(options: { onEvent?: (event: Said) => void; entry?: string; logFile?: string } = {}) {
  return startChild<{ type: string }, Said>({
    entry,
    who: 'the helper',
    events: said,
    onEvent: () => {},
    failureOf: (event) => (event.type === 'failed' ? event.failure : null),
    ...options,
  });
}

async function endAfter(type: string): Promise<ChildEnd> {
  const child = start();
  child.send({ type });
  return child.ended;
}

describe('a child of the engine', () => {
  it('runs on the same Node and hands over bytes as they are', async () => {
    const events: Said[] = [];
    const child = start({ onEvent: (event) => events.push(event) });
    child.send({ type: 'bytes' });
    child.send({ type: 'leave' });
    expect(await child.ended).toEqual({ kind: 'finished' });
    expect(events).toEqual([{ type: 'bytes', bytes: expect.anything(), execPath: process.execPath }]);
    const [event] = events;
    expect(event?.type === 'bytes' && [...event.bytes]).toEqual([1, 2, 255]);
  });

  it('tells a failure in words from a crash', async () => {
    expect(await endAfter('fail')).toEqual({
      kind: 'failed',
      failure: { code: 'bad-input', message: 'No clips.' },
    });
  });

  it('tells an exit code, with the last words', async () => {
    const end = await endAfter('exit-3');
    expect(end).toMatchObject({ kind: 'crashed', by: 3, log: ['I see a wall'] });
    expect(endAsError(end, 'the helper').message).toBe(
      'The helper crashed (exit code 3). Its last words: I see a wall',
    );
  });

  it('tells a defect as a crash, and what was thrown', async () => {
    const end = await endAfter('throw');
    expect(end).toMatchObject({ kind: 'crashed', by: 1 });
    expect(end.kind === 'crashed' && end.log.join('\n')).toContain('I walked into it');
  });

  it('tells the signal that killed it', async () => {
    const child = start();
    if (child.pid === undefined) throw new Error('It did not start.');
    process.kill(child.pid, 'SIGKILL');
    expect(await child.ended).toMatchObject({ kind: 'crashed', by: 'SIGKILL' });
  });

  it('tells when a message is not in the contract', async () => {
    expect(await endAfter('babble')).toMatchObject({
      kind: 'failed',
      failure: { message: 'A message of the helper is not in the contract.' },
    });
  });

  it('tells when its entry is not there', async () => {
    const child = start({ entry: join(dir, 'nobody.mjs') });
    expect(await child.ended).toMatchObject({ kind: 'crashed', by: 1 });
  });

  it('ends when its news cannot be taken, without taking the engine down', async () => {
    const child = start({
      onEvent: () => {
        throw new Error('The disk is full.');
      },
    });
    child.send({ type: 'bytes' });
    expect(await child.ended).toMatchObject({ kind: 'failed', failure: { message: 'The disk is full.' } });
  });

  it('stops when asked to, and is killed when it does not listen', async () => {
    const polite = start();
    expect(await polite.stop({ type: 'leave' }, 60_000)).toEqual({ kind: 'stopped' });
    const leftAlone = start();
    expect(await leftAlone.stop(null, 60_000)).toEqual({ kind: 'stopped' });
    const deaf = start();
    deaf.send({ type: 'hang' });
    expect(await deaf.stop({ type: 'leave' }, 200)).toEqual({ kind: 'stopped' });
  });

  it('keeps all it printed in a file', async () => {
    const logFile = join(dir, 'log');
    const child = start({ logFile });
    child.send({ type: 'exit-3' });
    await child.ended;
    expect(readFileSync(logFile, 'utf8').split('\n').sort()).toEqual(['', 'I see a wall', 'I walk']);
  });
});

describe('out of memory', () => {
  it('is told by what V8 says last', async () => {
    vi.stubEnv('NODE_OPTIONS', '--max-old-space-size=48');
    const end = await endAfter('eat');
    vi.unstubAllEnvs();
    expect(end.kind).toBe('out-of-memory');
    expect(endAsError(end, 'the helper').message).toContain('ran out of memory');
  });

  it('is told by the system having killed for memory meanwhile, which alone is no crash of the child', () => {
    expect(judgeExit(null, 'SIGKILL', [], 1).kind).toBe('out-of-memory');
    expect(judgeExit(null, 'SIGKILL', [], 0).kind).toBe('crashed');
    expect(judgeExit(null, 'SIGSEGV', [], 1).kind).toBe('crashed');
    expect(judgeExit(null, 'SIGABRT', ['what():  std::bad_alloc'], 0).kind).toBe('out-of-memory');
    expect(judgeExit(0, null, ['std::bad_alloc, but it coped'], 0).kind).toBe('finished');
  });
});

describe('work for a child of its own', () => {
  const isAlive = (pid: number | undefined) => {
    try {
      return pid !== undefined && process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  const ask = (type: string, changes: { signal?: AbortSignal; cancel?: { type: string } } = {}) =>
    askChild<{ type: string }, Said, number>({
      entry,
      who: 'the helper',
      events: said,
      failureOf: (event) => (event.type === 'failed' ? event.failure : null),
      request: { type },
      answerOf: (event) => (event.type === 'bytes' ? event.bytes.length : null),
      ...changes,
    });

  it('gives the answer, and the child, which would stay, has gone', async () => {
    const { answer, pid } = await ask('bytes');
    expect(answer).toBe(3);
    expect(isAlive(pid)).toBe(false);
  });

  it('gives none where it failed, ended or crashed, and tells how', async () => {
    expect(await ask('fail')).toMatchObject({ answer: null, end: { kind: 'failed' } });
    expect(await ask('leave')).toMatchObject({ answer: null, end: { kind: 'finished' } });
    expect(await ask('exit-3')).toMatchObject({ answer: null, end: { kind: 'crashed', by: 3 } });
  });

  it('stops at the signal: by a word, by hanging up, or by force; also before it began', async () => {
    const stopped = { answer: null, end: { kind: 'stopped' } };
    const soon = () => AbortSignal.timeout(300);
    expect(await ask('wait', { signal: soon(), cancel: { type: 'leave' } })).toMatchObject(stopped);
    expect(await ask('wait', { signal: soon() })).toMatchObject(stopped);
    expect(await ask('hang', { signal: soon() })).toMatchObject(stopped);
    expect(await ask('bytes', { signal: AbortSignal.abort() })).toMatchObject(stopped);
  });
});
