import { readFile } from 'node:fs/promises';
import type { Browser } from '@playwright/test';
import { z } from 'zod';

const processes = z.object({ processInfo: z.array(z.object({ type: z.string(), id: z.number() })) });

/** Of all renderers of a browser: their own pages and their part of shared ones, in MiB. Null where the system does not tell. */
export async function rendererMemoryMiB(browser: Browser): Promise<number | null> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = processes.parse(await session.send('SystemInfo.getProcessInfo'));
  await session.detach();
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  const sizes = await Promise.all(renderers.map(({ id }) => proportionalKiB(id)));
  return sizes.some((size) => size === null)
    ? null
    : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0) / 1024;
}

async function proportionalKiB(pid: number): Promise<number | null> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const found = /^Pss:\s+(\d+) kB/m.exec(text)?.[1];
  return found === undefined ? null : Number(found);
}
