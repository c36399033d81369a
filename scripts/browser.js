import { chromium } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { root } from './install.js';

const installedBySystem = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Path of the browser for the tests; undefined when it is Playwright's own, which it finds itself. */
export function browserPath() {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen) return chosen;
  if (hasPlaywrightsOwn()) return undefined;
  return installedBySystem.find((path) => existsSync(path));
}

/**
 * Installs a browser if there is none, and returns the exit code.
 * @param {string} node path of the pinned Node
 */
export function ensureBrowser(node) {
  if (hasBrowser()) return 0;
  console.log('Installing a browser for the tests…');
  if (isDebian() && process.getuid?.() === 0) installFromDebian();
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

// Without a window Playwright starts its headless shell, which lies beside the whole browser whose path it tells.
function hasPlaywrightsOwn() {
  const [, downloads, revision] = /^(.*)chromium-(\d+)/.exec(chromium.executablePath()) ?? [];
  return existsSync(`${downloads}chromium_headless_shell-${revision}/INSTALLATION_COMPLETE`);
}

function isDebian() {
  return (
    existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
  );
}

function installFromDebian() {
  const packages = ['chromium-headless-shell', 'fonts-noto-color-emoji'];
  run('apt-get', ['update']);
  run('apt-get', ['install', '-y', '--no-install-recommends', ...packages]);
}

/** @param {string} node */
function installFromPlaywright(node) {
  run(node, ['node_modules/@playwright/test/cli.js', 'install', '--only-shell', 'chromium']);
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync(command, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
}
