import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

const binary = process.platform === 'win32' ? 'node.exe' : 'node';
// Not node_modules/.bin/node: that is a link on some systems and a shell script on others.
const pinnedNode = join(root, 'node_modules/node/bin', binary);

/** Installs what package-lock.json asks for, if it is not there yet, and returns the path of the pinned Node. */
export function install() {
  if (!isInstalled()) installFromLock();
  return pinnedNode;
}

// npm writes its own copy of the lock last, so an install cut short leaves none, or an older one.
function isInstalled() {
  const installed = modifiedAt('node_modules/.package-lock.json');
  return installed >= modifiedAt('package-lock.json') && existsSync(pinnedNode);
}

/** @param {string} path */
function modifiedAt(path) {
  return statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? -1;
}

function installFromLock() {
  console.log('Installing what Causette needs (once, and after each change of the lock)…');
  // With NODE_ENV=production npm would leave out the pinned Node and what builds the page.
  const options = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = spawnSync('npm', ['ci', ...options], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (npm.status === 0 && existsSync(pinnedNode)) return;
  console.error('Causette could not be installed: `npm ci` failed, its reason is above.');
  process.exit(1);
}
