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
    // A fifth of all the work: only the tests of the kept page let it be kept.
    serviceWorkers: 'block',
    // What a failing test saw. It costs a tenth of all the work, without pictures.
    trace: process.env['TRACE'] ? { mode: 'retain-on-failure', screenshots: false } : 'off',
    viewport: { width: 1360, height: 860 },
  },
});
