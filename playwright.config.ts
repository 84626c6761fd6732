import { defineConfig } from '@playwright/test';
import type { HostKind } from './e2e/fixtures/host.ts';

const chromium = process.env['ONSET_CHROMIUM'];

/** One suite, two hosts: the same specs in Electron and in a browser on the headless host. */
export default defineConfig<{ hostKind: HostKind }>({
  testDir: 'e2e/specs',
  outputDir: 'test-results',
  // Two hosts at once on two cores make training crawl.
  workers: 1,
  timeout: 240_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  retries: 0,
  reporter: [['list']],
  use: {
    viewport: { width: 1280, height: 720 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(chromium === undefined ? {} : { executablePath: chromium }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  projects: [
    { name: 'electron', use: { hostKind: 'electron' } },
    { name: 'chromium', use: { hostKind: 'chromium' } },
  ],
});
