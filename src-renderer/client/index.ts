import type { Caller } from '#shared/contract/calls.ts';
import { type EngineEvent, engineEvent } from '#shared/contract/events.ts';
import { createCaller } from './caller.ts';
import { createDesktopAdapter } from './desktop.ts';
import { createHttpAdapter } from './http.ts';

export type { Caller, CallInput, CallOutput, UndoState } from '#shared/contract/calls.ts';
export type { EngineEvent } from '#shared/contract/events.ts';
export type { FrameHeader } from '#shared/contract/frames.ts';
export type { PathKind } from './adapter.ts';
export { type DecodedFrame, type FrameMedia, fetchDecodedFrame } from './decoded-frames.ts';
export { fetchFrame, frameUrl } from './frames.ts';

const adapter =
  window.onset === undefined ? createHttpAdapter(location.origin) : createDesktopAdapter(window.onset);

export const isDesktop = window.onset !== undefined;

/** Any call of the contract, whichever host this window runs in. Rejects with an OnsetError. */
export const callEngine: Caller = createCaller((name, input) => adapter.call(name, input));

/** The system's own file dialog, in the desktop window only. */
export const pickPath = adapter.pickPath;

export function onEngineEvent(listener: (event: EngineEvent) => void): () => void {
  return adapter.onEvent((event) => {
    const parsed = engineEvent.safeParse(event);
    if (parsed.success) listener(parsed.data);
    else console.warn('An event of the engine is not as agreed.', parsed.error);
  });
}

export const onConnection = adapter.onConnection;
