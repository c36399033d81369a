import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Dialect } from '../load/client.ts';
import { greeted, plain, socketIo } from '../load/dialects.ts';
import type { Contender, Running } from './contender.ts';
import { PinnedProcess } from './pinned-process.ts';

const sources = join(import.meta.dirname, '../peers');
/** Outside the sources: installed packages must not be checked, formatted or built. */
const place = join(import.meta.dirname, '../../.cache/bench/peers');
const modules = join(place, 'node_modules');
const bun = join(modules, `@oven/bun-${process.platform}-${process.arch}/bin/bun`);
const deno = join(modules, `@deno/${process.platform}-${process.arch}-glibc/deno`);
/** Debian's Python, whatever other one comes first in the PATH. */
const python = '/usr/bin/python3';
const newcomers = 18;

/** The peers available here, each written as its own documentation does. */
export function peersHere(): Contender[] {
  const found = [...(installPeers() ? nodePeers() : []), ...(hasTornado() ? [tornado] : [])];
  for (const peer of [bunPeer, denoPeer]) if (existsSync(peer.binary)) found.push(peer);
  const absent = ['tornado', 'Bun', 'Deno'].filter(
    (word) => !found.some(({ name }) => name.startsWith(word)),
  );
  for (const name of absent) console.log(`${name} is not to be had here: it is left out.`);
  console.log('uWebSockets.js is not on npm, so that no lock can name it: it is left out.');
  return found;
}

const own: Speech = { room: plain('/room'), echo: plain('/echo'), greeted: greeted('/greeted') };
const tornado = peer('tornado', [python, join(place, 'tornado_server.py')], own);
const bunPeer = { ...peer('Bun publish', [bun, join(place, 'bun.js')], own), binary: bun };
const denoPeer = {
  ...peer('Deno, loop', [deno, 'run', '--allow-net', join(place, 'deno.js')], own),
  binary: deno,
};

function nodePeers(): Contender[] {
  return [
    peer('@fastify/websocket, loop', [process.execPath, join(place, 'fastify.js')], own),
    peer('ws, loop', [process.execPath, join(place, 'ws.js')], own),
    peer('Socket.IO', [process.execPath, join(place, 'socket-io.js')], {
      room: socketIo('message'),
      echo: socketIo('echo'),
      greeted: socketIo('message', '&greeted=1', newcomers),
    }),
  ];
}

type Speech = Record<'room' | 'echo' | 'greeted', Dialect>;

function peer(name: string, command: [string, ...string[]], speech: Speech): Contender {
  const start = async (): Promise<Running> => {
    const started = await PinnedProcess.start(command);
    return { ...speech, process: started, stop: () => started.stop() };
  };
  return { name, start };
}

/** `npm ci` by the peers' own lock, when that has changed. */
function installPeers(): boolean {
  cpSync(sources, place, { recursive: true, preserveTimestamps: true });
  const installed = join(modules, '.package-lock.json');
  if (modifiedAt(installed) >= modifiedAt(join(place, 'package-lock.json'))) return true;
  console.log('Installing the peers (once, and after each change of their lock)…');
  // The install scripts of Bun and Deno would download again what their packages contain.
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = spawnSync('npm', ['ci', ...options], { cwd: place, stdio: 'inherit' });
  if (npm.status !== 0) console.log('`npm ci` failed: the peers from npm are left out.');
  return npm.status === 0;
}

function modifiedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? -1;
}

function hasTornado(): boolean {
  const isThere = (): boolean => spawnSync(python, ['-c', 'import tornado']).status === 0;
  if (isThere()) return true;
  if (process.getuid?.() !== 0) return false;
  console.log('Installing python3-tornado…');
  spawnSync('apt-get', ['install', '-y', '-q', 'python3-tornado'], { stdio: 'ignore' });
  return isThere();
}
