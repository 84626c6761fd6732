import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { toFailure } from '#shared/base/errors.ts';
import {
  FRAME_HEADER,
  type FrameReply,
  type FrameRequest,
  frameFailureStatus,
  parseFramePath,
} from '#shared/contract/frames.ts';
import { contentSecurityPolicy, pageWithNonce, SECURITY_HEADERS } from '#shared/contract/page.ts';

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.map': 'application/json',
};

export interface PageReply {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

const text = (status: number, message: string): PageReply => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', ...SECURITY_HEADERS },
  body: Buffer.from(message),
});

/** Answers the addresses of `onset://app`: the built page, its files, and frames. Nothing outside `rendererDir`. */
export function createPages(rendererDir: string, frame: (request: FrameRequest) => Promise<FrameReply>) {
  return async (address: string): Promise<PageReply> => {
    const url = new URL(address);
    if (url.host !== 'app') return text(404, 'There is nothing at this address.');
    if (url.pathname.startsWith('/frame/')) return framePage(url, frame);
    return filePage(rendererDir, url.pathname === '/' ? '/index.html' : decodeURIComponent(url.pathname));
  };
}

async function framePage(
  url: URL,
  frame: (request: FrameRequest) => Promise<FrameReply>,
): Promise<PageReply> {
  const request = parseFramePath(url.pathname + url.search);
  if (request === null) return text(400, 'A frame is asked for as /frame/CLIP/INDEX?size=full.');
  try {
    const { bytes, ...header } = await frame(request);
    return {
      status: 200,
      headers: {
        'content-type': header.mimeType,
        'cache-control': 'no-store',
        [FRAME_HEADER]: JSON.stringify(header),
        ...SECURITY_HEADERS,
      },
      body: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    };
  } catch (error) {
    const failure = toFailure(error);
    return {
      status: frameFailureStatus(failure),
      headers: { 'content-type': 'application/json; charset=utf-8', ...SECURITY_HEADERS },
      body: Buffer.from(JSON.stringify(failure)),
    };
  }
}

async function filePage(rendererDir: string, path: string): Promise<PageReply> {
  const file = normalize(join(rendererDir, path));
  const mimeType = MIME_TYPES[extname(file)];
  if (!file.startsWith(rendererDir + sep) || mimeType === undefined)
    return text(404, 'There is nothing at this address.');
  const body = await readFile(file).catch(() => null);
  if (body === null) return text(404, 'There is nothing at this address.');
  const headers = { 'content-type': mimeType, ...SECURITY_HEADERS };
  if (extname(file) !== '.html') return { status: 200, headers, body };
  const nonce = randomBytes(16).toString('base64');
  return {
    status: 200,
    headers: {
      ...headers,
      'content-security-policy': contentSecurityPolicy(nonce),
      'cache-control': 'no-store',
    },
    body: Buffer.from(pageWithNonce(body.toString('utf8'), nonce)),
  };
}
