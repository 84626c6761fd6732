import { type CallAnswer, PATHS } from '#shared/contract/bridge.ts';
import type { Adapter } from './adapter.ts';

const RETRY_AFTER_MS = [250, 500, 1000, 2000, 4000] as const;

/** Talks to the headless host this page came from; its cookie carries the token. */
export function createHttpAdapter(origin: string): Adapter {
  const events = new Set<(event: unknown) => void>();
  const connections = new Set<(connected: boolean) => void>();
  let listening = false;
  const listen = () => {
    if (listening) return;
    listening = true;
    keepSocket(
      new URL(PATHS.events, origin.replace(/^http/, 'ws')).href,
      (event) => {
        for (const listener of events) listener(event);
      },
      (connected) => {
        for (const listener of connections) listener(connected);
      },
    );
  };
  return {
    call: postCall,
    onEvent: (listener) => {
      events.add(listener);
      listen();
      return () => events.delete(listener);
    },
    onConnection: (listener) => {
      connections.add(listener);
      return () => connections.delete(listener);
    },
    pickPath: null,
  };
}

async function postCall(name: string, input: unknown): Promise<CallAnswer> {
  const response = await fetch(PATHS.call, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, input }),
  }).catch(() => null);
  if (response === null) return unreachable('Onset does not answer. Is it still running?');
  if (response.status === 401 || response.status === 403)
    return unreachable('Onset does not know this window any more. Open the address it printed again.');
  return parseAnswer(await response.text(), response.status);
}

function parseAnswer(text: string, status: number): CallAnswer {
  try {
    const answer: unknown = JSON.parse(text);
    if (isAnswer(answer)) return answer;
  } catch {
    // Not JSON: told below.
  }
  return unreachable(`Onset gave an answer that is none (HTTP ${status}).`);
}

function isAnswer(value: unknown): value is CallAnswer {
  return typeof value === 'object' && value !== null && 'ok' in value;
}

function unreachable(message: string): CallAnswer {
  return { ok: false, failure: { code: 'internal', message } };
}

/** Opens the socket and opens it again whenever it closes, waiting longer each time. */
function keepSocket(
  url: string,
  onEvent: (event: unknown) => void,
  onConnection: (connected: boolean) => void,
): void {
  let failures = 0;
  const open = () => {
    const socket = new WebSocket(url);
    socket.onopen = () => {
      failures = 0;
      onConnection(true);
    };
    socket.onmessage = (message) => {
      if (typeof message.data === 'string') onEvent(JSON.parse(message.data));
    };
    socket.onclose = () => {
      onConnection(false);
      const waitMs = RETRY_AFTER_MS[Math.min(failures, RETRY_AFTER_MS.length - 1)];
      failures += 1;
      setTimeout(open, waitMs);
    };
  };
  open();
}
