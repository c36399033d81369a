import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TestContext } from 'node:test';
import { text as textOf } from 'node:stream/consumers';
import { WebSocket, type ClientOptions } from 'ws';
import type { SessionMade } from '../../../protocol/http.ts';
import { subprotocol } from '../../../protocol/limits.ts';
import { buildApp } from '../../app.ts';
import type { Config } from '../../config.ts';
import { heartbeatSeconds } from '../../transport/heartbeat.ts';
import { JsonClient, PlainClient } from './test-clients.ts';
import { ManualClock } from '../doubles/manual-clock.ts';
import { until, within } from '../waits.ts';

interface HttpRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string | object;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A running server on this machine, and clients for it. */
export class RunningServer {
  port: number;
  /** `https` if it has a certificate, which clients do not check. */
  scheme: 'http' | 'https' = 'http';
  /** Its base path, such as `/chat`, or ''. */
  basePath = '';
  readonly sockets = new Set<WebSocket>();

  constructor(port: number) {
    this.port = port;
  }

  get origin(): string {
    return `${this.scheme}://127.0.0.1:${this.port}`;
  }

  /** The value of a metric. */
  async gauge(name: string): Promise<number> {
    const { body } = await this.request('/metrics');
    const line = body.split('\n').find((each) => each.startsWith(`${name} `));
    return Number(line?.split(' ').at(-1));
  }

  /** Resolves as soon as a metric has the right value. */
  untilGauge(name: string, isRight: (value: number) => boolean): Promise<void> {
    return until(async () => isRight(await this.gauge(name)), `another ${name}`);
  }

  async request(
    path: string,
    { method = 'GET', headers = {}, body }: HttpRequest = {},
  ): Promise<Answer> {
    const isJson = typeof body === 'object';
    const type = isJson ? { 'content-type': 'application/json' } : {};
    const own = { agent: false, rejectUnauthorized: false };
    const options = { method, path, headers: { ...type, ...headers }, ...own };
    const ask = this.scheme === 'https' ? httpsRequest : httpRequest;
    const whole = { ...options, path: this.basePath + path };
    const request = ask({ host: '127.0.0.1', port: this.port, ...whole });
    request.end(isJson ? JSON.stringify(body) : body);
    const response = within(once(request, 'response'), `an answer to ${path}`);
    const [answer] = (await response) as [IncomingMessage];
    const text = await within(textOf(answer), `the end of the answer to ${path}`);
    return { status: answer.statusCode!, headers: answer.headers, body: text };
  }

  async signIn(name: string): Promise<SessionMade> {
    const { body } = await this.request('/api/session', { method: 'POST', body: { name } });
    return JSON.parse(body) as SessionMade;
  }

  /** The person of a session token; null if there is none. */
  async personOf(token: string): Promise<unknown> {
    const headers = { authorization: `Bearer ${token}` };
    const { body } = await this.request('/api/session', { headers });
    return (JSON.parse(body) as { person: unknown }).person;
  }

  /** Connects a JSON client under a name or with an existing session, and takes the welcome. */
  async join(who: string | SessionMade, options?: ClientOptions): Promise<JsonClient> {
    const client = await this.connect(who, options);
    await client.next();
    return client;
  }

  /** Connects, without taking the welcome. `eager` is called as soon as the socket is open. */
  async connect(
    who: string | SessionMade,
    options: ClientOptions = {},
    eager?: (socket: WebSocket) => void,
  ): Promise<JsonClient> {
    const { person, token } = typeof who === 'string' ? await this.signIn(who) : who;
    const headers = { authorization: `Bearer ${token}` };
    const socket = this.open('/ws', subprotocol, { headers, ...options });
    if (eager !== undefined) socket.on('open', () => eager(socket));
    const client = new JsonClient(socket, person);
    await client.until(() => client.received.length > 0, 'the welcome');
    return client;
  }

  /** Connects a plain-text client, without taking its first lines. */
  async plain(path = '/ws', options?: ClientOptions): Promise<PlainClient> {
    const client = new PlainClient(this.open(path, undefined, options));
    await client.until(() => client.received.length > 0, 'the first line');
    return client;
  }

  /** The response to an upgrade that is refused. */
  async refusedUpgrade(
    path: string,
    options?: ClientOptions,
    protocol?: string | string[],
  ): Promise<Answer> {
    const socket = this.open(path, protocol, options);
    socket.on('error', () => {});
    const refusal = within(once(socket, 'unexpected-response'), `a refusal of ${path}`);
    const [, answer] = (await refusal) as [unknown, IncomingMessage];
    return { status: answer.statusCode!, headers: answer.headers, body: await textOf(answer) };
  }

  open(path: string, protocols: string | string[] = [], options: ClientOptions = {}): WebSocket {
    const url = this.origin.replace('http', 'ws') + this.basePath + path;
    const socket = new WebSocket(url, protocols, { rejectUnauthorized: false, ...options });
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    return socket;
  }
}

/** The real server on a real port, with its own folder and a manual clock. */
export class TestServer extends RunningServer {
  readonly clock = new ManualClock();
  readonly config: Config;
  /** The folder of the built page; undefined for that of `npm run build`, if there is one. */
  readonly page: string | undefined;
  #app: Awaited<ReturnType<typeof buildApp>> | undefined;

  constructor(config: Config, page?: string) {
    super(config.port);
    if (config.tls !== undefined) this.scheme = 'https';
    this.config = config;
    this.page = page;
  }

  async start(): Promise<void> {
    this.#app = await buildApp(this.config, this.clock, this.page);
    await this.#app.listen({ host: this.config.host, port: this.port });
    this.port = (this.#app.server.address() as { port: number }).port;
  }

  async stop(): Promise<void> {
    const app = this.#app;
    this.#app = undefined;
    await app?.close();
  }

  /** Lets time pass, during which every client answers each heartbeat. */
  async pass(milliseconds: number): Promise<void> {
    const beat = heartbeatSeconds * 1_000;
    for (let left = milliseconds; left > 0; left -= beat) {
      this.clock.pass(Math.min(left, beat));
      await Promise.all([...this.sockets].map(answersPing));
    }
  }

  /** Ends without a close frame to clients, and asserts that there was no internal error. */
  async end(): Promise<void> {
    const errors = this.#app ? await this.gauge('causette_internal_errors_total') : 0;
    for (const socket of this.sockets) socket.terminate();
    await this.stop();
    assert.equal(errors, 0, 'internal errors');
  }
}

/** Starts a server for one test, by default without rate limits. */
export async function startServer(
  test: TestContext,
  { page, ...config }: Partial<Config> & { page?: string } = {},
): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'causette-'));
  const plain = { host: '127.0.0.1', port: 0, logLevel: 'silent', lan: false };
  const common = {
    origins: [],
    credentialOrigins: [],
    trustProxy: [],
    basePath: '',
    rateLimit: 0,
    connectionsPerAddress: 0,
    gameGrace: 60,
    nameKeptDays: 0,
  };
  const whole = {
    ...plain,
    dataDir: folder,
    ...common,
    bots: false,
    tls: undefined,
    metrics: 'local',
    ...config,
  };
  const server = new TestServer(whole, page);
  test.after(async () => {
    await server.end();
    rmSync(folder, { recursive: true, force: true });
  });
  await server.start();
  return server;
}

/** Adds hours of uptime to a stopped server. */
export function addHoursRun({ config }: TestServer, hours: number): void {
  const database = new DatabaseSync(join(config.dataDir, 'causette.db'));
  database.prepare('UPDATE store SET hours = hours + ?').run(hours);
  database.close();
}

/** Resolves when the server has read the pong to its ping: our second ping is answered after it. */
async function answersPing(socket: WebSocket): Promise<void> {
  for (let trip = 0; trip < 2 && socket.readyState === WebSocket.OPEN; trip++) {
    const { promise, resolve } = Promise.withResolvers<void>();
    for (const event of ['pong', 'close']) socket.on(event, resolve);
    socket.ping();
    await within(promise, 'a pong');
    for (const event of ['pong', 'close']) socket.off(event, resolve);
  }
}
