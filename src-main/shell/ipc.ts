import { dialog, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { z } from 'zod';
import { toFailure } from '#shared/base/errors.ts';
import { type CallAnswer, CHANNELS } from '#shared/contract/bridge.ts';
import { APP_ORIGIN } from './protocol.ts';
import type { Supervisor } from './supervisor.ts';

const callArguments = z.tuple([z.string(), z.unknown()]);
const pickArguments = z.tuple([z.enum(['folder', 'file', 'new-folder'])]);

const PICK_PROPERTIES = {
  folder: ['openDirectory'],
  file: ['openFile'],
  'new-folder': ['openDirectory', 'createDirectory', 'promptToCreate'],
} as const;

/** Answers the page's calls. Only our own page's main frame is heard. */
export function answerCalls(supervisor: Supervisor): void {
  ipcMain.handle(CHANNELS.call, async (event, ...given): Promise<CallAnswer> => {
    checkSender(event);
    try {
      const [name, input] = callArguments.parse(given);
      return { ok: true, output: await supervisor.call(name, input) };
    } catch (error) {
      return { ok: false, failure: toFailure(error) };
    }
  });
  ipcMain.handle(CHANNELS.pickPath, async (event, ...given): Promise<string | null> => {
    checkSender(event);
    const [kind] = pickArguments.parse(given);
    const picked = await dialog.showOpenDialog({ properties: [...PICK_PROPERTIES[kind]] });
    return picked.canceled ? null : (picked.filePaths[0] ?? null);
  });
}

function checkSender(event: IpcMainInvokeEvent): void {
  const frame = event.senderFrame;
  const isOurs = frame !== null && frame.parent === null && frame.url.startsWith(`${APP_ORIGIN}/`);
  if (!isOurs) throw new Error('Refused: not the page of Onset.');
}
