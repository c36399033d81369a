import { once } from 'node:events';
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { Frame } from '../../protocol/frames.ts';
import type { ConnectionMade, SessionMade } from '../../protocol/http.ts';
import type { Person } from '../../protocol/model.ts';
import { Ear, type Asked } from './test-clients.ts';
import type { Answer, RunningServer } from './test-server.ts';
import { within } from './waits.ts';

/** What comes as an event of its own. */
export type Heard = Frame | { type: 'ping' } | { type: 'close'; code: number; reason: string };

/** A GET whose body is server-sent events. */
export class EventReader extends Ear<EventSourceMessage> {
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

  /** Resolves to whether the body came to its end, which must be soon. */
  get ended(): Promise<boolean> {
    return within(this.#ended, 'the end of an answer');
  }

  #listen(response: IncomingMessage): Promise<boolean> {
    const parser = createParser({ onEvent: (event) => this.hear(event) });
    response.setEncoding('utf8');
    response.on('data', (text: string) => parser.feed(text));
    response.on('error', () => {});
    return new Promise((resolve) => response.on('close', () => resolve(response.complete)));
  }
}

/** A client of the JSON codec over plain HTTP. */
export class EventClient extends Ear<Heard> {
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

  /** Reads from now on; resolves when the server has begun to answer. */
  async stream(): Promise<EventReader> {
    const reader = this.get('');
    await reader.response;
    return reader;
  }

  /** Reads what there is, and resolves to it. */
  async poll(wait = 0): Promise<Heard[]> {
    await this.get(`?wait=${wait}`).ended;
    return this.takeAll();
  }

  get(query: string): EventReader {
    const reader = new EventReader(this.server, `${this.url}/frames${query}`, this.headers);
    this.reader = reader;
    reader.hear = (...events) => this.hear(...events.map(wordsOf));
    return reader;
  }

  send(...commands: unknown[]): Promise<Answer> {
    const post = { method: 'POST', headers: this.headers, body: commands };
    return this.server.request(`${this.url}/commands`, post);
  }

  /** Sends a command, and takes all that comes up to its answer. */
  async ask(command: Asked): Promise<Heard[]> {
    await this.send(command);
    const isAnswer = (each: Heard) => 'id' in each && each.id === command.id;
    await this.until(() => this.heard.some(isAnswer), `the answer to ${command.id}`);
    return this.next(this.heard.findIndex(isAnswer) + 1);
  }

  /** Takes all that the server has written up to now on a stream. */
  async rest(): Promise<Heard[]> {
    const id = `rest-${++this.#count}`;
    return (await this.ask({ type: 'follow', id, rooms: {} })).slice(0, -1);
  }
}

function wordsOf({ event, data }: EventSourceMessage): Heard {
  if (event === 'ping') return { type: 'ping' };
  if (event === 'close') return { type: 'close', ...(JSON.parse(data) as Closing) };
  return JSON.parse(data) as Frame;
}

interface Closing {
  code: number;
  reason: string;
}
