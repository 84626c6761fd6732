import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createEngine, type Engine } from '#main/engine/engine.ts';
import { OnsetError } from '#shared/base/errors.ts';
import { type Server, startServer } from './server.ts';

const dir = mkdtempSync(join(tmpdir(), 'onset-serve-'));
const rendererDir = join(dir, 'renderer');
let engine: Engine;
let server: Server;
let port: number;
let cookie: string;

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Plain HTTP, so that Host and Origin can be forged. */
function ask(path: string, headers: Record<string, string> = {}, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port, path, method: body === undefined ? 'GET' : 'POST', headers },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const call = (name: string, input: unknown, headers: Record<string, string> = {}) =>
  ask(
    '/api/call',
    { cookie, 'content-type': 'application/json', ...headers },
    JSON.stringify({ name, input }),
  );

beforeAll(async () => {
  mkdirSync(rendererDir);
  writeFileSync(join(rendererDir, 'index.html'), '<div id="root"></div><meta content="ONSET_CSP_NONCE">');
  writeFileSync(join(rendererDir, 'app.js'), 'app');
  writeFileSync(join(dir, 'secret.txt'), 'secret');
  engine = createEngine({ host: 'browser', configDir: join(dir, 'config') });
  server = await startServer({ engine, port: 0, rendererDir });
  const url = new URL(server.url);
  port = Number(url.port);
  const answer = await ask(url.pathname + url.search);
  cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
});
afterAll(async () => {
  await server.close();
  await engine.close();
  rmSync(dir, { recursive: true, force: true });
});

describe('the page', () => {
  test('the printed address sets a cookie that scripts cannot read, and leads to the page', async () => {
    const url = new URL(server.url);
    expect(url.hostname).toBe('127.0.0.1');
    const answer = await ask(url.pathname + url.search);
    expect([answer.status, answer.headers['location']]).toEqual([302, '/']);
    expect(String(answer.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict/);
    const page = await ask('/', { cookie });
    expect(page.body).toContain('<div id="root">');
    const nonce = /nonce-([^']+)'/.exec(String(page.headers['content-security-policy']))?.[1];
    expect(page.body).toContain(`content="${nonce}"`);
  });

  test('an address with an old token leaves a good cookie alone', async () => {
    const answer = await ask('/?token=old', { cookie });
    expect([answer.status, answer.headers['set-cookie']]).toEqual([302, undefined]);
  });

  test.each([
    ['nothing without the cookie', '/', {}, 401],
    ['nothing with a wrong token', '/?token=wrong', {}, 401],
    ['no file of the build without the cookie', '/app.js', {}, 401],
    ['nothing to another host name', '/', { host: 'evil.example' }, 403],
  ])('%s', async (_, path, headers, status) => {
    expect((await ask(path, headers)).status).toBe(status);
  });

  test('files of the build are served, nothing outside it', async () => {
    expect((await ask('/app.js', { cookie })).body).toBe('app');
    for (const path of ['/../secret.txt', '/..%2fsecret.txt', '/%2e%2e/secret.txt', '/none'])
      expect((await ask(path, { cookie })).status).toBeGreaterThanOrEqual(400);
  });
});

describe('calls', () => {
  test('answer as data, failures too', async () => {
    const info = JSON.parse((await call('app.info', {})).body);
    expect(info).toMatchObject({ ok: true, output: { host: 'browser' } });
    const none = JSON.parse((await call('labels.undo', { raterId: 1 })).body);
    expect(none).toMatchObject({ ok: false, failure: { code: 'not-found' } });
    expect(JSON.parse((await call('no.such', {})).body)).toMatchObject({
      ok: false,
      failure: { code: 'bad-input' },
    });
  });

  test('need the cookie, and come from our own page', async () => {
    expect((await call('app.info', {}, { cookie: '' })).status).toBe(401);
    expect((await call('app.info', {}, { origin: 'http://evil.example' })).status).toBe(403);
    expect((await call('app.info', {}, { origin: `http://127.0.0.1:${port}` })).status).toBe(200);
  });

  test('are capped in size', async () => {
    expect((await call('app.info', { x: 'x'.repeat(9 * 1024 * 1024) })).status).toBe(413);
  });

  test('a frame of no project is refused in words', async () => {
    const answer = await ask('/frame/1/0?size=full', { cookie });
    expect(answer.status).toBe(404);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'not-found' });
  });
});

describe('events', () => {
  const open = (headers: Record<string, string>) =>
    new Promise<WebSocket | number>((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/api/events`, { headers });
      socket.once('open', () => resolve(socket));
      socket.once('unexpected-response', (_, answer) => resolve(answer.statusCode ?? 0));
      socket.once('error', () => resolve(0));
    });

  test('reach an open socket of our own page', async () => {
    const socket = await open({ cookie, origin: `http://127.0.0.1:${port}` });
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
    const heard = new Promise<string>((resolve) => socket.once('message', (data) => resolve(String(data))));
    await engine.call('projects.create', { dir: join(dir, 'project') });
    expect(JSON.parse(await heard)).toMatchObject({ type: 'project' });
    socket.close();
  });

  test('a client that sends too much is cut off, and the server goes on', async () => {
    const socket = await open({ cookie, origin: `http://127.0.0.1:${port}` });
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    socket.send('x'.repeat(4096));
    expect(await closed).toBe(1009);
    expect((await call('app.info', {})).status).toBe(200);
  });

  test('no socket without the cookie, from another page, or from none', async () => {
    expect(await open({ origin: `http://127.0.0.1:${port}` })).toBe(403);
    expect(await open({ cookie, origin: 'http://evil.example' })).toBe(403);
    expect(await open({ cookie })).toBe(403);
  });
});

test('a port that is taken is said in words', async () => {
  await expect(startServer({ engine, port, rendererDir })).rejects.toThrow(OnsetError);
  await expect(startServer({ engine, port, rendererDir })).rejects.toThrow(/is taken/);
});
