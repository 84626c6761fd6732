import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { frameFile } from './frames.ts';

const PAGE = join(import.meta.dirname, 'bare.html');

/** Serves a page that does nothing but fetch and draw the frames in `dir`: what there is to be compared with. */
export async function serveBarePage(dir: string): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const index = /^\/frames\/(\d+)\.jpg$/.exec(request.url ?? '')?.[1];
    if (index === undefined && request.url !== '/') {
      response.writeHead(404).end();
      return;
    }
    const bytes = await readFile(index === undefined ? PAGE : frameFile(dir, Number(index)));
    const type = index === undefined ? 'text/html; charset=utf-8' : 'image/jpeg';
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(bytes);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The bare page has no port.');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
