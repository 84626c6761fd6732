import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FAILURE_CODES } from '#shared/base/errors.ts';
import { createWarmChild, type WarmChild } from './warm-child.ts';

const CHILD = `
let asked = 0;
process.on('message', ({ id, word }) => {
  asked++;
  if (word === 'crash' || (word === 'crash once' && asked > 1)) process.kill(process.pid, 'SIGSEGV');
  else if (word === 'hang') for (;;);
  else if (word === 'refuse') process.send({ id, failure: { code: 'bad-input', message: 'Not this.' } });
  else setTimeout(() => process.send({ id, said: word + ' ' + asked + ' ' + process.pid }), 20);
});
process.on('disconnect', () => process.exit(0));
`;

const event = z.object({
  id: z.number(),
  said: z.string().optional(),
  failure: z.object({ code: z.enum(FAILURE_CODES), message: z.string() }).optional(),
});

let dir = '';
let entry = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'onset-warm-'));
  entry = join(dir, 'child.mjs');
  writeFileSync(entry, CHILD);
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const child of open.splice(0)) await child.close();
});

function start({ idleMs = 60_000, limitMs = 60_000 } = {}) {
  const child = createWarmChild<{ id: number; word: string }, z.infer<typeof event>>({
    entry,
    who: 'the helper',
    events: event,
    idOf: ({ id }) => id,
    refusalOf: ({ failure }) => failure ?? null,
    idleMs,
    limitMs,
  });
  open.push(child);
  return child;
}

type Helper = WarmChild<{ id: number; word: string }, z.infer<typeof event>>;

async function ask(child: Helper, word: string, signal = new AbortController().signal) {
  const request = (id: number) => ({ id, word });
  const said = await child.ask({ request, answerOf: (told) => told.said, signal });
  const [asked, pid] = said.split(' ').slice(-2).map(Number);
  return { asked, pid };
}

describe('a child that is kept warm', () => {
  it('answers one question after the other, and leaves when nobody asks for a while', async () => {
    const child = start({ idleMs: 100 });
    const first = await ask(child, 'a');
    expect(await ask(child, 'b')).toEqual({ asked: 2, pid: first.pid });
    await sleep(600);
    expect(await ask(child, 'c')).toMatchObject({ asked: 1 });
  });

  it('takes the newest first, and none that nobody waits for any more', async () => {
    const child = start();
    const ended: string[] = [];
    const controller = new AbortController();
    const dropped = ask(child, 'dropped', controller.signal);
    const asked = ['b', 'c', 'd'].map(async (word) => {
      ended.push(`${word} ${(await ask(child, word)).asked}`);
    });
    const late = ask(child, 'late', controller.signal);
    controller.abort();
    await expect(dropped).rejects.toMatchObject({ code: 'cancelled' });
    await expect(late).rejects.toMatchObject({ code: 'cancelled' });
    await Promise.all(asked);
    // `dropped` was at work already.
    expect(ended).toEqual(['d 2', 'c 3', 'b 4']);
  });

  it('tells a refusal, and goes on', async () => {
    const child = start();
    const { pid } = await ask(child, 'a');
    await expect(ask(child, 'refuse')).rejects.toMatchObject({ code: 'bad-input', message: 'Not this.' });
    expect(await ask(child, 'b')).toEqual({ asked: 3, pid });
  });

  it('is asked once more when it crashed, then blames the question; others are answered', async () => {
    const child = start();
    await ask(child, 'a');
    expect(await ask(child, 'crash once')).toMatchObject({ asked: 1 });
    const asked = [ask(child, 'b'), ask(child, 'crash'), ask(child, 'c')] as const;
    await expect(asked[1]).rejects.toThrow('The helper crashed (signal SIGSEGV).');
    await asked[0];
    await asked[2];
  });

  it('is ended when it takes too long', async () => {
    const child = start({ limitMs: 400 });
    const hanging = ask(child, 'hang');
    await expect(hanging).rejects.toThrow('the helper did not answer within');
    await ask(child, 'a');
  });

  it('answers nobody once it is closed', async () => {
    const child = start();
    const asked = [ask(child, 'a'), ask(child, 'b')].map((answer) =>
      expect(answer).rejects.toMatchObject({ code: 'cancelled' }),
    );
    await child.close();
    await Promise.all(asked);
    await expect(ask(child, 'c')).rejects.toMatchObject({ code: 'cancelled' });
  });
});
