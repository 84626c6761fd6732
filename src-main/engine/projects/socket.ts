import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Shorter than any system's limit for the path of a Unix socket (104 on macOS, 108 on Linux, with its final zero). */
const MAX_SOCKET_PATH_BYTES = 100;

export interface ProjectSocket {
  readonly path: string;
  close(): Promise<void>;
}

/** Listens for other programs of this user that want to work on the project. */
export async function listenForProject(
  dir: string,
  onClient: (socket: Socket) => void,
): Promise<ProjectSocket> {
  const clients = new Set<Socket>();
  const server = createServer((socket) => {
    clients.add(socket);
    socket.once('close', () => clients.delete(socket));
    onClient(socket);
  });
  const path = await listenWherePossible(server, dir);
  return {
    path,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const client of clients) client.destroy();
      }),
  };
}

/** In the project's folder; where its path is too long or its file system has no sockets, in a private temporary folder. */
async function listenWherePossible(server: Server, dir: string): Promise<string> {
  const name = `.onset-${process.pid}-${randomUUID().slice(0, 8)}.sock`;
  if (process.platform === 'win32') return listen(server, `\\\\.\\pipe\\onset${name}`);
  const inProject = join(dir, name);
  if (Buffer.byteLength(inProject) <= MAX_SOCKET_PATH_BYTES) {
    try {
      return await listen(server, inProject);
    } catch {
      rmSync(inProject, { force: true });
    }
  }
  const path = join(mkdtempSync(join(tmpdir(), 'onset-')), 'socket');
  server.once('close', () => rmSync(dirname(path), { recursive: true, force: true }));
  return listen(server, path);
}

function listen(server: Server, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      if (process.platform !== 'win32') chmodSync(path, 0o600);
      resolve(path);
    });
  });
}
