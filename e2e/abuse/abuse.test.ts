import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import test, { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from '../../client/transport/api.ts';
import { openWebSocket } from '../../client/transport/websocket.ts';
import type { Frame } from '../../protocol/frames.ts';
import { RunningServer } from '../../scripts/server/running-server.ts';
import { ServerWatch, youngObjects } from '../fuzz/server-watch.ts';

/** Every pair is in the wrong order: sorting them takes quadratic time. */
const marks = '\u0323\u0301'.repeat(15_000);
const settings = { LOG_LEVEL: 'warn', NODE_OPTIONS: youngObjects };
/** With the default limits. */
let server: RunningServer;

before(async () => {
  server = await RunningServer.start({ ...settings, RATE_LIMIT: '10' });
});
after(() => server.remove());

test('fifteen plain-text names of combining marks delay nobody', async () => {
  await othersAreUnaffected(async () => {
    for (const line of ['/name ', '/join ', '[', '/morpion ', '/dance ']) {
      await sendLines(3, [`${line}${marks}]: hi`]);
    }
  });
});

test('5,000 unread requests for the page on ten connections open no files', async () => {
  const request = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(500);
  let files = 0;
  await othersAreUnaffected(async () => {
    const lines = Array.from({ length: 10 }, () => unread(request));
    for (let looks = 0; looks < 20; looks++) {
      files = Math.max(files, openFiles());
      await sleep(50);
    }
    for (const line of lines) line.destroy();
  });
  assert.ok(files < 200, `${files} were open`);
});

test('five hundred reset requests are not internal errors', async () => {
  await othersAreUnaffected(async () => {
    for (let count = 0; count < 500; count++) {
      const line = connect(Number(new URL(server.url).port), '127.0.0.1');
      line.on('error', () => {});
      line.write('POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}');
      await once(line, 'connect');
      line.resetAndDestroy();
    }
  });
});

test('commands before the welcome are not kept for ever', async () => {
  const { token } = await new Api(new URL(server.url)).signIn('Eager Toto');
  const words = JSON.stringify({
    type: 'post',
    id: 'message-1',
    room: 'general',
    text: 'x'.repeat(60_000),
  });
  await othersAreUnaffected(async () => {
    const opened = Array.from({ length: 10 }, () => openWebSocket(new URL(server.url), token));
    const ended = opened.map(
      (line) =>
        new Promise<void>((resolve) => {
          line.onopen = () => Array.from({ length: 40 }, () => line.send(words));
          line.onclose = () => resolve();
        }),
    );
    await Promise.race([Promise.all(ended), sleep(2_000)]);
    for (const line of opened) line.close(1000);
  });
});

test('sixty unread responses of 4 MB cost no more than one', async (t) => {
  const unlimited = await RunningServer.start({ ...settings, RATE_LIMIT: '0' });
  t.after(() => unlimited.remove());
  const url = new URL(unlimited.url);
  const { token } = await new Api(url).signIn('Toto');
  await fillRoom(url, token);
  const head = `Host: localhost\r\nAuthorization: Bearer ${token}`;
  const request = `GET /api/rooms/general/changes?after=1 HTTP/1.1\r\n${head}\r\n\r\n`;
  await othersAreUnaffected(async () => {
    const lines = Array.from({ length: 60 }, () => unread(request, unlimited));
    await sleep(1_000);
    for (const line of lines) line.destroy();
  }, unlimited);
});

async function othersAreUnaffected(abuse: () => Promise<unknown>, who = server): Promise<void> {
  const watch = await ServerWatch.begin(who);
  await abuse();
  assert.deepEqual((await watch.end()).faults, []);
}

/** Sends all lines over each of several connections, and closes each after an answer. */
async function sendLines(connections: number, lines: readonly string[]): Promise<void> {
  const address = new URL('/ws', server.url.replace('http', 'ws'));
  const all = Array.from({ length: connections }, async () => {
    const line = new WebSocket(address);
    await answered(line);
    if (line.readyState !== line.OPEN) return;
    for (const words of lines) line.send(words);
    await answered(line);
    line.close();
  });
  await Promise.all(all);
}

/** Resolves at the next line, or when the server closes the connection. */
function answered(line: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('nothing was answered')), 5_000);
    line.onmessage =
      line.onerror =
      line.onclose =
        () => {
          clearTimeout(late);
          resolve();
        };
  });
}

function unread(bytes: string, { url } = server): Socket {
  const line = connect(Number(new URL(url).port), '127.0.0.1');
  line.on('error', () => {});
  line.pause();
  line.write(bytes);
  return line;
}

/** Open files and sockets of the server's process; 0 where the system does not tell. */
function openFiles(): number {
  return process.platform === 'linux' ? readdirSync(`/proc/${server.pid}/fd`).length : 0;
}

/** A thousand long messages, all changed again: one request for the changes brings them all. */
async function fillRoom(server: URL, token: string): Promise<void> {
  const line = openWebSocket(server, token);
  const text = 'x'.repeat(4_000);
  const ids = Array.from({ length: 1_000 }, (_, number) => `message-${number}`);
  const filled = new Promise<void>((resolve, reject) => {
    let answers = 0;
    line.onclose = ({ code, reason }) => reject(new Error(`closed: ${code} ${reason}`));
    line.onmessage = ({ data }) => {
      const { type } = JSON.parse(data) as Frame;
      if (type === 'welcome') {
        for (const id of ids)
          line.send(JSON.stringify({ type: 'post', id, room: 'general', text }));
        for (const message of ids) {
          line.send(JSON.stringify({ type: 'edit', id: `${message}-edit`, message, text }));
        }
      }
      if (type === 'ack' && ++answers === 2 * ids.length) resolve();
    };
  });
  await filled;
  line.close(1000);
}
