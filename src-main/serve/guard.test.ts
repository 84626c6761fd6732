import { describe, expect, test } from 'vitest';
import { createGuard } from './guard.ts';

const guard = createGuard(4000, 'right-token');
const cookie = 'other=1; onset-4000=right-token';

describe('guard', () => {
  test('lets a request with the cookie pass', () => {
    expect(guard.check({ host: '127.0.0.1:4000', origin: undefined, cookie })).toBeNull();
    expect(guard.check({ host: 'localhost:4000', origin: 'http://localhost:4000', cookie })).toBeNull();
  });

  test.each([
    ['no cookie', { host: '127.0.0.1:4000', origin: undefined, cookie: undefined }, 401],
    ['a wrong token', { host: '127.0.0.1:4000', origin: undefined, cookie: 'onset-4000=wrong-token' }, 401],
    ['a longer token', { host: '127.0.0.1:4000', origin: undefined, cookie: 'onset-4000=right-token2' }, 401],
    [
      "another port's cookie",
      { host: '127.0.0.1:4000', origin: undefined, cookie: 'onset-4001=right-token' },
      401,
    ],
    ['another host name', { host: 'evil.example:4000', origin: undefined, cookie }, 403],
    ['no host', { host: undefined, origin: undefined, cookie }, 403],
    ['another page', { host: '127.0.0.1:4000', origin: 'http://evil.example', cookie }, 403],
    [
      'another port on this machine',
      { host: '127.0.0.1:4000', origin: 'http://127.0.0.1:5000', cookie },
      403,
    ],
    ['an opaque origin', { host: '127.0.0.1:4000', origin: 'null', cookie }, 403],
  ])('refuses %s', (_, request, status) => {
    expect(guard.check(request)?.status).toBe(status);
  });
});
