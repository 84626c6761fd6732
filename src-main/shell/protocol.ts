import { type Protocol, protocol } from 'electron';
import type { PageReply } from './pages.ts';

const SCHEME = 'onset';
export const APP_ORIGIN = `${SCHEME}://app`;

/** Before the app is ready: makes `onset://app` an ordinary secure origin. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves `onset://app` from `pages`, by whichever of Electron's two ways this version has. */
export function servePages(pages: (address: string) => Promise<PageReply>): void {
  if (hasHandle(protocol)) {
    protocol.handle(SCHEME, async (request) => {
      const reply = await pages(request.url);
      return new Response(new Uint8Array(reply.body), { status: reply.status, headers: reply.headers });
    });
    return;
  }
  serveByBuffer(protocol, pages);
}

/** Electron before 25 has no `protocol.handle`. */
function hasHandle(candidate: Partial<Pick<Protocol, 'handle'>>): boolean {
  return typeof candidate.handle === 'function';
}

function serveByBuffer(old: Protocol, pages: (address: string) => Promise<PageReply>): void {
  old.registerBufferProtocol(SCHEME, (request, answer) => {
    pages(request.url).then(
      ({ status, headers, body }) => answer({ statusCode: status, headers, data: body }),
      // net::ERR_FAILED
      () => answer({ error: -2 }),
    );
  });
}
