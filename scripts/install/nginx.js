import { spawnSync } from 'node:child_process';
import { canInstall, installPackages } from './debian.js';

/** Installs nginx if there is none, and returns the exit code. */
export function ensureNginx() {
  if (!hasNginx() && canInstall()) {
    console.log('Installing nginx for the tests…');
    installPackages(['nginx']);
  }
  if (hasNginx()) return 0;
  console.error('There is no nginx for the tests: install it, or name one in NGINX_PATH.');
  return 1;
}

// Debian's folder for it is in the PATH of root only.
function hasNginx() {
  const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin` };
  return spawnSync(process.env['NGINX_PATH'] || 'nginx', ['-v'], { env }).status === 0;
}
