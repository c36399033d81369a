import { defineConfig } from '@playwright/test';
import { browserPath } from '../scripts/browser.js';

const executablePath = browserPath();
const quiet = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../test-results',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    launchOptions: { ...(executablePath && { executablePath }), args: quiet },
    locale: 'en-GB',
    // A trace shows the page itself: pictures of it cost an eighth of all the work.
    trace: { mode: 'retain-on-failure', screenshots: false },
    viewport: { width: 1360, height: 860 },
  },
});
