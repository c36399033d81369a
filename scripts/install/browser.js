import { chromium } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { canInstall, installPackages } from './debian.js';
import { root } from '../install.js';

const installedBySystem = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Path of the browser for the tests; undefined for Playwright's own, which it finds itself. */
export function browserPath() {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen) return chosen;
  if (hasPlaywrightsOwn()) return undefined;
  return installedBySystem.find((path) => existsSync(path));
}

/** Path of the same browser, for programs other than Playwright. */
export function browserProgram() {
  return browserPath() ?? playwrightsProgram() ?? '';
}

/**
 * Installs a browser if there is none, and returns the exit code.
 * @param {string} node path of the pinned Node
 */
export function ensureBrowser(node) {
  if (hasBrowser()) return 0;
  console.log('Installing a browser for the tests…');
  if (canInstall()) installPackages(['chromium-headless-shell', 'fonts-noto-color-emoji']);
  if (!hasBrowser()) installFromPlaywright(node);
  if (hasBrowser()) return 0;
  console.error(
    'No browser for the tests could be installed: install Chromium, or name one in CHROMIUM_PATH.',
  );
  return 1;
}

function hasBrowser() {
  return hasPlaywrightsOwn() || browserPath() !== undefined;
}

function hasPlaywrightsOwn() {
  return existsSync(`${playwrightsShell()}/INSTALLATION_COMPLETE`);
}

// Headless, Playwright starts its headless shell, which is installed beside the full browser.
function playwrightsShell() {
  const [, downloads, revision] = /^(.*)chromium-(\d+)/.exec(chromium.executablePath()) ?? [];
  return `${downloads}chromium_headless_shell-${revision}`;
}

function playwrightsProgram() {
  const folder = playwrightsShell();
  const paths = existsSync(folder) ? readdirSync(folder, { recursive: true }) : [];
  const program = paths.find((path) => /headless[-_]shell(?:\.exe)?$/u.test(String(path)));
  return program === undefined ? undefined : join(folder, String(program));
}

/** @param {string} node */
function installFromPlaywright(node) {
  const args = ['node_modules/@playwright/test/cli.js', 'install', '--only-shell', 'chromium'];
  spawnSync(node, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
}
