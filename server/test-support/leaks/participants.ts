import type { SessionMade } from '../../../protocol/http.ts';
import { bearer, type JsonClient, type PlainClient } from '../running/test-clients.ts';
import { EventClient, EventReader } from '../running/sse-client.ts';
import type { TestServer } from '../running/test-server.ts';

/** Somebody on some transports, whose received texts are collected. */
export interface Participant {
  readonly id: string;
  readonly session: SessionMade | undefined;
  /** Sends a command and resolves to its answer. */
  ask(command: object): Promise<object>;
  /** Everything that was received since the last call, after all that the server has written. */
  take(): Promise<string[]>;
  end(): void;
}

let count = 0;

export function nextId(mark = 'own'): string {
  count += 1;
  return `${mark}-${String(count).padStart(6, '0')}`;
}

/** A person on WebSockets, in two tabs. */
export async function tabs(server: TestServer, name: string): Promise<Participant> {
  const session = await server.signIn(name);
  const both = [await server.join(session), await server.join(session)] as [JsonClient, JsonClient];
  return {
    id: session.person.id,
    session,
    ask: async (command) => {
      const id = nextId();
      return both[0].ask({ type: '', id, ...command });
    },
    take: async () => (await Promise.all(both.map((tab) => tab.rest()))).flat().map(textOf),
    end: () => both.forEach(({ socket }) => socket.terminate()),
  };
}

/** A person over HTTP: a connection of events, and commands by POST. */
export async function events(server: TestServer, name: string): Promise<Participant> {
  const session = await server.signIn(name);
  const client = await EventClient.open(server, session);
  await client.stream();
  return {
    id: session.person.id,
    session,
    ask: async (command) => {
      const id = nextId();
      const isAnswer = (each: object) =>
        'id' in each && each.id === ((command as { id?: string }).id ?? id);
      await client.send({ type: '', id, ...command });
      await client.until(() => client.received.some(isAnswer), `the answer to ${id}`);
      return client.received.find(isAnswer)!;
    },
    take: async () => (await client.rest()).map(textOf),
    end: () => client.reader?.request.destroy(),
  };
}

/** A person with nothing but curl: every read is a request of its own. */
export async function curl(server: TestServer, name: string): Promise<Participant> {
  const session = await server.signIn(name);
  const received: string[] = [];
  return {
    id: session.person.id,
    session,
    ask: async (command) => {
      const body = { id: nextId(), ...command };
      const options = { method: 'POST', headers: bearer(session), body };
      const { status, body: text } = await server.request('/api/commands', options);
      return { type: status < 300 ? 'ack' : 'refused', ...(JSON.parse(text || '{}') as object) };
    },
    take: async () => {
      const { body } = await server.request('/api/rooms?all=true', { headers: bearer(session) });
      received.push(body);
      return received.splice(0);
    },
    end() {},
  };
}

/** A guest in plain text, in the room `general`. */
export async function guest(server: TestServer): Promise<Participant> {
  const client: PlainClient = await server.plain();
  return {
    id: nextId('guest'),
    session: undefined,
    // Every command is the question for the open games, which is answered with one line or more.
    ask: async () => {
      const before = client.received.length;
      client.sendText('/games');
      await client.until(() => client.received.length > before, 'the open games');
      return {};
    },
    take: () => client.rest(),
    end: () => client.socket.terminate(),
  };
}

/** What a person gets who connects now. */
export async function arrive(server: TestServer, session: SessionMade): Promise<string[]> {
  const client = await server.connect(session);
  const texts = (await client.rest()).map(textOf);
  client.socket.terminate();
  return texts;
}

/** Every answer of the HTTP interface about a room: its status and its body. */
export async function readAll(
  server: TestServer,
  session: SessionMade,
  room: string,
  message: string,
): Promise<{ status: number; body: string }[]> {
  const headers = bearer(session);
  const paths = ['messages', 'changes?after=0', 'changes?after=2', 'people', 'members'];
  const all = [...paths, `messages/${message}/reactions?emoji=👍`].map((path) =>
    server.request(encodeURI(`/api/rooms/${room}/${path}`), { headers }),
  );
  return Promise.all(all);
}

/** The status of a stream of a room, which is ended at once. */
export async function streamStatus(
  server: TestServer,
  session: SessionMade,
  room: string,
): Promise<number> {
  const headers = { ...bearer(session), accept: 'text/event-stream' };
  const reader = new EventReader(server, `/api/rooms/${room}/changes`, headers);
  const { statusCode } = await reader.response;
  reader.request.destroy();
  return statusCode!;
}

/** Without the frame that takes a room away, and what an answer repeats of the command. */
export function textOf(frame: object): string {
  const { type, id, path, room, ...rest } = frame as Record<string, unknown>;
  if (type === 'room' && Object.hasOwn(room as object, 'gone')) return '';
  if (type === 'ack' || type === 'refused') return JSON.stringify({ type, room, ...rest });
  return JSON.stringify({ type, id, path, room, ...rest });
}
