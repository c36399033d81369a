import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPage } from './build.js';
import { install, root } from './install.js';
import { endWithNpm } from './starter.js';

const node = install();
const server = new URL('../server/main.js', import.meta.url);
const options = process.argv.slice(2);
endWithNpm();
const code = asksForHelp() ? 0 : buildPage(node);

if (code !== 0) {
  console.error('The page could not be built: the reason is above.');
  process.exitCode = 1;
} else if (isPinned()) {
  // Saves a third of the start-up time.
  module.enableCompileCache(join(root, '.cache/compiled'));
  await import(server.href);
} else {
  serveUnderPinnedNode();
}

function asksForHelp() {
  return options.includes('--help') || options.includes('-h');
}

// The usual case with npm when nothing had to be installed: one process, and fast.
function isPinned() {
  return realpathSync(process.execPath) === realpathSync(node);
}

function serveUnderPinnedNode() {
  const child = spawn(node, [...process.execArgv, fileURLToPath(server), ...options], {
    stdio: 'inherit',
  });
  // The terminal sends Ctrl-C to the server itself: passing it on would count as a second one.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (status, signal) => {
    if (signal) process.removeAllListeners(signal);
    if (signal) process.kill(process.pid, signal);
    else process.exitCode = status ?? 1;
  });
}
