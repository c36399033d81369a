import { defaultRoom } from '../../../protocol/limits.ts';
import { asking } from '../asking.ts';
import { marks } from '../dear.ts';
import { filledRoom } from '../filling.ts';
import type { Workload, Kind } from '../kind.ts';
import type { Stage } from '../stage.ts';

export const openWs: Kind = {
  name: 'opening /ws in JSON',
  honest: opening('one room', (stage) => stage.join(stage.someone())),
  attempts: [
    opening('a room that was never read', (stage) =>
      stage.join(stage.someone(), `?room=${filledRoom}&after=1`),
    ),
    opening('60 frames before the welcome', eager),
  ],
};

export const openPlain: Kind = {
  name: 'opening /ws in plain text',
  honest: opening('the default room', (stage) => stage.plain()),
  attempts: [
    opening('a room of marks', (stage) =>
      stage.ask('', 'GET', `/ws?room=${encodeURIComponent(marks.slice(0, 2_000))}`),
    ),
  ],
};

export const openHttp: Kind = {
  name: 'opening over HTTP',
  honest: opening('opened, polled, ended', overHttp(`?room=${defaultRoom}`)),
  attempts: [opening('a full room, from its beginning', overHttp(`?room=${filledRoom}&after=1`))],
};

export const catchUp: Kind = {
  name: 'changes',
  honest: changesOf('of the default room', `/api/rooms/${defaultRoom}/changes?after=1`),
  attempts: [
    changesOf('12 MB', `/api/rooms/${filledRoom}/changes?after=1`),
    changesOf('the end of a full room', `/api/rooms/${filledRoom}/changes`),
    {
      what: '12 MB, 60 at once and unread',
      requests: 60,
      begin: async (stage) => {
        const path = `/api/rooms/${filledRoom}/changes?after=1`;
        const request = requestOf(path, stage.someone());
        return () => stage.write(request, 60, false);
      },
    },
  ],
};

/** The cost of a post by how its sender reads the room. */
export const readers: Kind = {
  name: 'post beside readers',
  honest: postBeside('one stream', 1),
  attempts: [postBeside('300 streams of one person', 300)],
};

export const history: Kind = {
  name: 'history',
  honest: changesOf('the last page', `/api/rooms/${defaultRoom}/messages`),
  attempts: [
    changesOf('a page of long texts', `/api/rooms/${filledRoom}/messages?before=2000`),
    changesOf(
      'a room of marks',
      `/api/rooms/${encodeURIComponent(marks.slice(0, 2_000))}/messages`,
    ),
  ],
};

function opening(what: string, open: (stage: Stage) => Promise<unknown>): Workload {
  return {
    what,
    begin: async (stage) => async () => {
      await open(stage);
      stage.close();
    },
  };
}

function changesOf(what: string, path: string): Workload {
  return {
    what,
    begin: async (stage) => {
      const token = stage.someone();
      return () => stage.ask(token, 'GET', path);
    },
  };
}

function postBeside(what: string, streams: number): Workload {
  return asking(what, async (_line, stage) => {
    const path = `/api/rooms/${defaultRoom}/changes`;
    const request = requestOf(path, stage.someone(), 'Accept: text/event-stream\r\n');
    await stage.write(request, streams, true);
    return () => ({ type: 'post', room: defaultRoom, text: 'coucou' });
  });
}

function requestOf(path: string, token: string, more = ''): string {
  const head = `Host: localhost\r\nAuthorization: Bearer ${token}\r\n${more}`;
  return `GET ${path} HTTP/1.1\r\n${head}\r\n`;
}

function overHttp(query: string): (stage: Stage) => Promise<void> {
  return async (stage) => {
    const token = stage.someone();
    const made = await stage.ask(token, 'POST', `/api/connections${query}`);
    const { connection } = (await made.json()) as { connection: string };
    await stage.ask(token, 'GET', `/api/connections/${connection}/frames?wait=1`);
    await stage.ask(token, 'DELETE', `/api/connections/${connection}`);
  };
}

/** Large frames in the same write as the handshake. */
async function eager(stage: Stage): Promise<void> {
  const line = new WebSocket(new URL('/ws', stage.server.url.href.replace('http', 'ws')), {
    protocols: ['causette.v1'],
    headers: { authorization: `Bearer ${stage.someone()}` },
  } as never);
  const frame = JSON.stringify({
    type: 'read',
    id: 'x',
    room: 'x'.repeat(100),
    seq: 0,
    more: 'x'.repeat(60_000),
  });
  line.addEventListener('open', () => {
    for (let count = 0; count < 60; count++) line.send(frame);
  });
  await new Promise((resolve) => {
    for (const event of ['message', 'close']) line.addEventListener(event, resolve, { once: true });
  });
  line.close();
}
