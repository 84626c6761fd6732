import { type Browser, chromium, type Page } from '@playwright/test';
import { z } from 'zod';
import { findBrowser } from '../../../scripts/lib/browser.mjs';

const ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
];
const WITNESS = new URL('witness.js', import.meta.url).pathname;

/** A browser of its own, so that its memory is its page's. */
export function launchBrowser(): Promise<Browser> {
  const found = findBrowser();
  if (found.kind === 'none') throw new Error(`This needs a browser: ${found.why}.`);
  return chromium.launch({ args: ARGS, ...(found.kind === 'system' ? { executablePath: found.path } : {}) });
}

/** Before the page is opened: it is watched from its first line on. */
export const addWitness = (page: Page): Promise<unknown> => page.addInitScript({ path: WITNESS });

const gpuInfo = z.object({
  gpu: z.object({
    devices: z.array(z.object({ vendorString: z.string(), deviceString: z.string() })),
    featureStatus: z.record(z.string(), z.string()).optional(),
    auxAttributes: z.object({ glRenderer: z.string().optional() }).optional(),
  }),
});

/** What draws the window: such as "software compositing" or the graphics card's name. */
export async function compositorOf(browser: Browser): Promise<string> {
  const session = await browser.newBrowserCDPSession();
  const { gpu } = gpuInfo.parse(await session.send('SystemInfo.getInfo'));
  await session.detach();
  const status = gpu.featureStatus?.['gpu_compositing'] ?? 'unknown';
  const renderer = gpu.auxAttributes?.glRenderer ?? '';
  const how = status.startsWith('disabled') ? 'software compositing' : `compositing ${status}`;
  return `${how}${renderer === '' ? '' : ` (${renderer})`}, ${browser.browserType().name()} ${browser.version()}`;
}
