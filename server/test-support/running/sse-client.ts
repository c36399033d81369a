import { once } from 'node:events';
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { Frame } from '../../../protocol/frames.ts';
import type { ConnectionMade, SessionMade } from '../../../protocol/http.ts';
import type { Person } from '../../../protocol/model.ts';
import { Inbox, type TestCommand } from './test-clients.ts';
import type { Answer, RunningServer } from './test-server.ts';
import { within } from '../waits.ts';

/** A received event. */
export type Received = Frame | { type: 'ping' } | { type: 'close'; code: number; reason: string };

/** A GET whose body is server-sent events. */
export class EventReader extends Inbox<EventSourceMessage> {
  readonly request: ClientRequest;
  readonly response: Promise<IncomingMessage>;
  readonly #ended: Promise<boolean>;

  constructor(server: RunningServer, path: string, headers: Record<string, string>) {
    super();
    const own = { host: '127.0.0.1', port: server.port, agent: false, rejectUnauthorized: false };
    const ask = server.scheme === 'https' ? httpsRequest : httpRequest;
    this.request = ask({ ...own, path: server.basePath + path, headers }).end();
    const response = once(this.request, 'response').then(([each]) => each as IncomingMessage);
    this.response = within(response, `an answer to ${path}`);
    this.#ended = this.response.then((each) => this.#listen(each)).catch(() => false);
    this.request.on('error', () => {});
  }

  /** Resolves to whether the body is complete, which must be soon. */
  get ended(): Promise<boolean> {
    return within(this.#ended, 'the end of an answer');
  }

  #listen(response: IncomingMessage): Promise<boolean> {
    const parser = createParser({ onEvent: (event) => this.receive(event) });
    response.setEncoding('utf8');
    response.on('data', (text: string) => parser.feed(text));
    response.on('error', () => {});
    return new Promise((resolve) => response.on('close', () => resolve(response.complete)));
  }
}

/** A client of the JSON protocol over HTTP: commands by POST, frames by server-sent events. */
export class EventClient extends Inbox<Received> {
  readonly server: RunningServer;
  readonly person: Person;
  readonly headers: Record<string, string>;
  readonly url: string;
  reader: EventReader | undefined;
  #count = 0;

  private constructor(server: RunningServer, { person, token }: SessionMade, id: string) {
    super();
    this.server = server;
    this.person = person;
    this.headers = { authorization: `Bearer ${token}` };
    this.url = `/api/connections/${id}`;
  }

  static async open(
    server: RunningServer,
    who: string | SessionMade,
    query = '',
  ): Promise<EventClient> {
    const made = typeof who === 'string' ? await server.signIn(who) : who;
    const headers = { authorization: `Bearer ${made.token}` };
    const path = `/api/connections${query}`;
    const { body } = await server.request(path, { method: 'POST', headers });
    return new EventClient(server, made, (JSON.parse(body) as ConnectionMade).connection);
  }

  /** Starts an event stream; resolves when the response has begun. */
  async stream(): Promise<EventReader> {
    const reader = this.get('');
    await reader.response;
    return reader;
  }

  /** Polls once. Resolves to the received frames. */
  async poll(wait = 0): Promise<Received[]> {
    await this.get(`?wait=${wait}`).ended;
    return this.takeAll();
  }

  get(query: string): EventReader {
    const reader = new EventReader(this.server, `${this.url}/frames${query}`, this.headers);
    this.reader = reader;
    reader.receive = (...events) => this.receive(...events.map(eventOf));
    return reader;
  }

  send(...commands: unknown[]): Promise<Answer> {
    const post = { method: 'POST', headers: this.headers, body: commands };
    return this.server.request(`${this.url}/commands`, post);
  }

  /** Sends a command. Resolves to all frames up to and including its answer, and removes them. */
  async ask(command: TestCommand): Promise<Received[]> {
    await this.send(command);
    const isAnswer = (each: Received) => 'id' in each && each.id === command.id;
    await this.until(() => this.received.some(isAnswer), `the answer to ${command.id}`);
    return this.next(this.received.findIndex(isAnswer) + 1);
  }

  /** Resolves to all frames that the server has written so far on a stream, and removes them. */
  async rest(): Promise<Received[]> {
    const id = `rest-${++this.#count}`;
    return (await this.ask({ type: 'follow', id, rooms: {} })).slice(0, -1);
  }
}

function eventOf({ event, data }: EventSourceMessage): Received {
  if (event === 'ping') return { type: 'ping' };
  if (event === 'close') return { type: 'close', ...(JSON.parse(data) as Closing) };
  return JSON.parse(data) as Frame;
}

interface Closing {
  code: number;
  reason: string;
}
