import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance } from 'fastify';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Engine } from '#main/engine/engine.ts';
import { errorCode, OnsetError, toFailure } from '#shared/base/errors.ts';
import { type CallAnswer, PATHS } from '#shared/contract/bridge.ts';
import { FRAME_HEADER, frameFailureStatus, parseFramePath } from '#shared/contract/frames.ts';
import { contentSecurityPolicy, pageWithNonce, SECURITY_HEADERS } from '#shared/contract/page.ts';
import { createGuard, type Guard, type GuardedRequest } from './guard.ts';

/** A call is at most a run's list of clip ids; a client sends nothing over the socket. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;
const MAX_SOCKET_MESSAGE_BYTES = 1024;
const TOKEN_BYTES = 24;

const callBody = z.strictObject({ name: z.string(), input: z.unknown() });
const tokenQuery = z.object({ token: z.string() });

export interface Server {
  /** The address to open, with its token. */
  readonly url: string;
  close(): Promise<void>;
}

export interface ServerOptions {
  readonly engine: Engine;
  /** 0 for any free one. */
  readonly port: number;
  /** The built renderer. */
  readonly rendererDir: string;
}

/**
 * The headless host: the same workbench for a browser on this machine. Binds 127.0.0.1 alone.
 * Throws OnsetError `busy` if the port is taken.
 */
export async function startServer({ engine, port, rendererDir }: ServerOptions): Promise<Server> {
  const app = Fastify({ bodyLimit: MAX_BODY_BYTES, logger: false, forceCloseConnections: true });
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  let guard: Guard | null = null;
  const theGuard = () => {
    if (guard === null) throw new Error('The server answers before it listens.');
    return guard;
  };

  addGuard(app, theGuard);
  addCalls(app, engine);
  await addPages(app, rendererDir, theGuard);
  addErrorAnswers(app);

  const boundPort = await listen(app, port);
  guard = createGuard(boundPort, token);
  const closeSockets = addEvents(app, engine, guard);
  return {
    url: `http://127.0.0.1:${boundPort}/?token=${token}`,
    close: async () => {
      closeSockets();
      await app.close();
    },
  };
}

async function listen(app: FastifyInstance, port: number): Promise<number> {
  try {
    await app.listen({ host: '127.0.0.1', port });
  } catch (error) {
    if (errorCode(error) === 'EADDRINUSE')
      throw new OnsetError('busy', `Port ${port} is taken by another program: choose another with --port.`, {
        cause: error,
      });
    throw error;
  }
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

/** Every request is checked; only the page itself may bring the token in its address, once. */
function addGuard(app: FastifyInstance, guard: () => Guard): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    const asked = guarded(request.headers);
    const query = tokenQuery.safeParse(request.query);
    const isPage = request.method === 'GET' && request.url.startsWith('/?');
    if (isPage && query.success && guard().checkSite(asked) === null && guard().isToken(query.data.token))
      return;
    const refusal = guard().check(asked);
    if (refusal !== null)
      return reply.code(refusal.status).type('text/plain; charset=utf-8').send(refusal.reason);
  });
}

function guarded(headers: {
  host?: string | undefined;
  origin?: string | undefined;
  cookie?: string | undefined;
}): GuardedRequest {
  return { host: headers.host, origin: headers.origin, cookie: headers.cookie };
}

function addCalls(app: FastifyInstance, engine: Engine): void {
  app.post(PATHS.call, async (request): Promise<CallAnswer> => {
    const body = callBody.safeParse(request.body);
    if (!body.success)
      return { ok: false, failure: { code: 'bad-input', message: 'A call is {name, input} as JSON.' } };
    try {
      return { ok: true, output: await engine.callUntyped(body.data.name, body.data.input) };
    } catch (error) {
      return { ok: false, failure: toFailure(error) };
    }
  });

  app.get('/frame/:clip/:index', async (request, reply) => {
    const asked = parseFramePath(request.url);
    if (asked === null)
      return reply.code(400).type('text/plain').send('A frame is asked for as /frame/CLIP/INDEX?size=full.');
    try {
      const { bytes, ...header } = await engine.frame(asked);
      return reply
        .header(FRAME_HEADER, JSON.stringify(header))
        .header('cache-control', 'no-store')
        .type(header.mimeType)
        .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    } catch (error) {
      const failure = toFailure(error);
      return reply.code(frameFailureStatus(failure)).send(failure);
    }
  });
}

async function addPages(app: FastifyInstance, rendererDir: string, guard: () => Guard): Promise<void> {
  await app.register(fastifyStatic, {
    root: rendererDir,
    index: false,
    dotfiles: 'deny',
    serveDotFiles: false,
    wildcard: true,
  });
  app.get('/', async (request, reply) => {
    const query = tokenQuery.safeParse(request.query);
    if (query.success) {
      const { token } = query.data;
      // An old address, opened where the cookie is good, must not spoil it.
      if (guard().isToken(token))
        reply.header('set-cookie', `${guard().cookieName}=${token}; HttpOnly; SameSite=Strict; Path=/`);
      return reply.redirect('/');
    }
    const nonce = randomBytes(16).toString('base64');
    const html = await readFile(join(rendererDir, 'index.html'), 'utf8');
    return reply
      .header('content-security-policy', contentSecurityPolicy(nonce))
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(pageWithNonce(html, nonce));
  });
}

function addErrorAnswers(app: FastifyInstance): void {
  app.setNotFoundHandler((_, reply) =>
    reply.code(404).type('text/plain').send('There is nothing at this address.'),
  );
  app.setErrorHandler((error, _, reply) => {
    const status =
      error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
        ? error.statusCode
        : 500;
    return reply.code(status).type('text/plain; charset=utf-8').send(toFailure(error).message);
  });
}

/** Events go to every open socket. Returns the function that closes them. */
function addEvents(app: FastifyInstance, engine: Engine, guard: Guard): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_SOCKET_MESSAGE_BYTES });
  // A client that breaks the rules (a message too large) is cut off by `ws`; it ends nobody else.
  sockets.on('connection', (client) => client.on('error', () => {}));
  app.server.on('upgrade', (request, socket, head) => {
    const refusal =
      request.url === PATHS.events ? guard.check(guarded(request.headers)) : { status: 403, reason: '' };
    // A browser always names the page's origin when it opens a socket.
    if (refusal !== null || request.headers.origin === undefined) {
      socket.on('error', () => {});
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
  });
  const stop = engine.onEvent((event) => {
    const text = JSON.stringify(event);
    for (const client of sockets.clients) if (client.readyState === client.OPEN) client.send(text);
  });
  return () => {
    stop();
    for (const client of sockets.clients) client.terminate();
    sockets.close();
  };
}
