import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { OnsetError } from '#shared/base/errors.ts';
import { FRAME_HEADER, type FrameRequest } from '#shared/contract/frames.ts';
import { createPages } from './pages.ts';

const parent = mkdtempSync(join(tmpdir(), 'onset-pages-'));
const dir = join(parent, 'renderer');
writeFileSync(join(parent, 'secret.js'), 'secret');
mkdirSync(dir);
writeFileSync(join(dir, 'index.html'), '<script nonce="ONSET_CSP_NONCE"></script>');
writeFileSync(join(dir, 'app.js'), 'app');
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const bytes = new Uint8Array([1, 2, 3]);
const frame = async (request: FrameRequest) => {
  if (request.index === 9) throw new OnsetError('not-found', 'Frame 9 of EP02 is missing: /data/img9.jpg.');
  return { ...request, sourceNumber: 46, timestampMs: 5, contentHash: 'abc', mimeType: 'image/png', bytes };
};
const pages = createPages(dir, frame);

describe('onset://app', () => {
  test('the page carries a nonce of its own, in its policy and its text', async () => {
    const [first, second] = [await pages('onset://app/index.html'), await pages('onset://app/')];
    const nonce = /'nonce-([^']+)'/.exec(first.headers['content-security-policy'] ?? '')?.[1];
    expect(first.body.toString()).toBe(`<script nonce="${nonce}"></script>`);
    expect(first.headers['content-security-policy']).not.toContain('unsafe');
    expect(second.headers['content-security-policy']).not.toBe(first.headers['content-security-policy']);
  });

  test('files of the build are served, nothing outside it', async () => {
    expect((await pages('onset://app/app.js')).body.toString()).toBe('app');
    for (const path of [
      '../secret.js',
      '..%2Fsecret.js',
      '%2e%2e/secret.js',
      'none.js',
      'app',
      '..%5csecret.js',
    ])
      expect((await pages(`onset://app/${path}`)).status).toBe(404);
    expect((await pages('onset://other/app.js')).status).toBe(404);
  });

  test('a frame carries its index and timestamp; a missing one says which file', async () => {
    const reply = await pages('onset://app/frame/3/1?size=full');
    expect(JSON.parse(reply.headers[FRAME_HEADER] ?? '')).toMatchObject({
      index: 1,
      sourceNumber: 46,
      timestampMs: 5,
      contentHash: 'abc',
    });
    expect([...reply.body]).toEqual([1, 2, 3]);
    const missing = await pages('onset://app/frame/3/9?size=full');
    expect(missing.status).toBe(404);
    expect(JSON.parse(missing.body.toString())).toEqual({
      code: 'not-found',
      message: 'Frame 9 of EP02 is missing: /data/img9.jpg.',
    });
    expect((await pages('onset://app/frame/3/x?size=full')).status).toBe(400);
  });
});
