import { spawnSync } from 'node:child_process';
import { canInstall, installPackages } from './debian.js';

/** Installs Python if there is none, and returns the exit code. The docs have a bot in Python. */
export function ensurePython() {
  if (!hasPython() && canInstall()) {
    console.log('Installing Python for the tests…');
    installPackages(['python3']);
  }
  if (hasPython()) return 0;
  console.error('There is no Python for the tests: install python3, or name one in PYTHON_PATH.');
  return 1;
}

function hasPython() {
  return spawnSync(process.env['PYTHON_PATH'] || 'python3', ['--version']).status === 0;
}
