import { timingSafeEqual } from 'node:crypto';

/** What the guard looks at in a request. */
export interface GuardedRequest {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly cookie: string | undefined;
}

/** Why a request is refused, or null if it may pass. */
export type Refusal = { readonly status: 401 | 403; readonly reason: string };

export interface Guard {
  readonly cookieName: string;
  /** True if `token` is this server's. */
  isToken(token: string): boolean;
  /** Host and Origin: pages of other sites, and other names for this machine (DNS rebinding), are refused. */
  checkSite(request: GuardedRequest): Refusal | null;
  /** {@link checkSite}, and the cookie that the address with the token has set. */
  check(request: GuardedRequest): Refusal | null;
}

/** Guards one server on 127.0.0.1:`port`. Cookies ignore ports, so the cookie's name carries it. */
export function createGuard(port: number, token: string): Guard {
  const cookieName = `onset-${port}`;
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);

  const isToken = (given: string) => {
    const a = Buffer.from(given);
    const b = Buffer.from(token);
    return a.length === b.length && timingSafeEqual(a, b);
  };
  const checkSite = ({ host, origin }: GuardedRequest): Refusal | null => {
    if (host === undefined || !hosts.has(host)) return { status: 403, reason: 'This address is not served.' };
    if (origin !== undefined && origin !== `http://${host}`)
      return { status: 403, reason: 'Requests from other pages are refused.' };
    return null;
  };
  const check = (request: GuardedRequest): Refusal | null => {
    const refusal = checkSite(request);
    if (refusal !== null) return refusal;
    const given = cookieValue(request.cookie ?? '', cookieName);
    if (given !== null && isToken(given)) return null;
    return {
      status: 401,
      reason: 'Open the address that Onset printed when it started: it carries the token.',
    };
  };
  return { cookieName, isToken, checkSite, check };
}

function cookieValue(header: string, name: string): string | null {
  for (const part of header.split(';')) {
    const [key, ...rest] = part.trim().split('=');
    if (key === name) return rest.join('=');
  }
  return null;
}
