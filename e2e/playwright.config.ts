import { defineConfig } from '@playwright/test';
import { browserPath } from '../scripts/install/browser.js';

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
    // A service worker costs a fifth of the time: only the tests that need one allow it.
    serviceWorkers: 'block',
    // Traces cost a tenth of the time, without screenshots.
    trace: process.env['TRACE'] ? { mode: 'retain-on-failure', screenshots: false } : 'off',
    viewport: { width: 1360, height: 860 },
  },
});
