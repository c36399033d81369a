import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { install, root } from './install.js';
import { endWithNpm } from './starter.js';

const node = install();
const colours = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
let stopping = false;
const processes = [
  run('page  ', ['node_modules/vite/bin/vite.js', '--clearScreen', 'false']),
  run('server', ['--watch', '--watch-preserve-output', 'server/main.js']),
];
endWithNpm();
process.on('SIGINT', () => stop(0));
process.on('SIGTERM', () => stop(0));

/**
 * @param {string} name
 * @param {string[]} args
 */
function run(name, args) {
  const child = spawn(node, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...colours },
  });
  for (const output of [child.stdout, child.stderr]) {
    createInterface(output).on('line', (line) => console.log(`${name} │ ${line}`));
  }
  child.on('exit', (code) => stop(code ?? 1));
  return child;
}

/** @param {number} code */
function stop(code) {
  if (stopping) return;
  stopping = true;
  process.exitCode = code;
  for (const child of processes) child.kill('SIGTERM');
}
