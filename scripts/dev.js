import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { isPathForVite } from './build.js';
import { install, root } from './install.js';
import { endWithNpm } from './starter.js';

const node = install();
if (!isPathForVite(root)) {
  console.error(
    `"npm run dev" cannot work in a folder whose path has # or ? (${root}): rename it.`,
  );
  process.exit(1);
}
const colours = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
let stopping = false;
/** The output lines with the URLs of the processes: only the page's is shown. */
const starting = new Map([
  ['page  ', /^\s*➜\s+Local:/u],
  ['server', /^Causette is at /u],
]);
const started = new Set();
const vite = [
  'node_modules/vite/bin/vite.js',
  '--configLoader',
  'native',
  '--clearScreen',
  'false',
];
const processes = [
  run('page  ', vite),
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
    createInterface(output).on('line', (line) => show(name, line));
  }
  child.on('exit', (code) => stop(code ?? 1));
  return child;
}

/**
 * @param {string} name
 * @param {string} line
 */
function show(name, line) {
  const isStart = starting.get(name)?.test(stripVTControlCharacters(line)) ?? false;
  if (!isStart) return console.log(`${name} │ ${line}`);
  if (started.has(name)) return console.log(`${name} │ started again`);
  started.add(name);
  if (started.size === starting.size) console.log('\nOpen http://127.0.0.1:5173\n');
}

/** @param {number} code */
function stop(code) {
  if (stopping) return;
  stopping = true;
  process.exitCode = code;
  for (const child of processes) child.kill('SIGTERM');
}
