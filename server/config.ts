import { parseArgs } from 'node:util';
import { basePathIn } from './http/base-path.ts';
import { proxiesIn, type Proxies } from './http/request/forwarded.ts';
import { OperatorError } from './runtime/operator-error.ts';
import { readTls, type Tls } from './tls-files.ts';

export interface Config {
  host: string;
  port: number;
  dataDir: string;
  logLevel: string;
  /** Origins besides our own from which a page may speak to this server; `null`: from a file. */
  origins: string[];
  /** Those of them whose pages may act by the cookie of whoever has signed in here. */
  credentialOrigins: string[];
  /** Proxies that are believed of whom they speak for: addresses and networks, or how many. */
  trustProxy: Proxies;
  /** Where everything is on its host, as `/chat`; '' for the top. */
  basePath: string;
  /** Commands a second that one person may send for long; 0: no limit. */
  rateLimit: number;
  /** HttpConnections, streams and polls that one address may have open; 0: no limit. */
  connectionsPerAddress: number;
  /** Seconds after which somebody who left a game may lose it. */
  gameGrace: number;
  /** Who may read `/metrics`: `local`, `on`, `off`, or a token. */
  metrics: string;
  /** Let the server play: two persons who can be proposed to. */
  bots: boolean;
  /** What HTTPS takes; without it the server speaks HTTP. */
  tls: Tls | undefined;
  /** Serve the local network, and print its address as a QR code. */
  lan: boolean;
}

/** Characters of a token for `/metrics`. */
const shortestToken = 16;

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

export const usage = `Usage: npm start -- [options]

  --port N          PORT        the port to listen on (3000)
  --host ADDRESS    HOST        the address to listen on (127.0.0.1)
  --lan                         serve the local network, and show a QR code of the address
  --data-dir PATH   DATA_DIR    where rooms and messages are kept (data)
  --log-level LEVEL LOG_LEVEL   ${levels.join(', ')} (warn)
  --origins LIST    ORIGINS     other origins that may use this server, separated by commas;
                                with +credentials behind one, by the cookie too
  --trust-proxy WHO TRUST_PROXY proxies to believe: addresses, networks, or a number (nobody)
  --base-path PATH  BASE_PATH   where a proxy shows this server, as /chat (/)
  --rate-limit N    RATE_LIMIT  commands a second from one person; 0: no limit (10)
  --connections-per-address N   CONNECTIONS_PER_ADDRESS
                                open at once from one address; 0: no limit (1000)
  --game-grace N    GAME_GRACE  seconds after which who left a game may lose it (60)
  --metrics WHO     METRICS     who may read /metrics: local, on, off, or a token that is asked for
                                (local: this machine)
  --tls-cert FILE   TLS_CERT    a certificate in PEM: HTTPS instead of HTTP
  --tls-key FILE    TLS_KEY     its key in PEM
  --bots on|off BOTS    robots to play against (on)
  --help                        show this

An option goes before its environment variable; an empty variable is an unset one.`;

/**
 * Reads options and environment. Returns `help` when that is asked for.
 * @throws OperatorError with one sentence when something is unknown or cannot be meant.
 */
export function readConfig(args: string[], env: NodeJS.ProcessEnv): Config | 'help' {
  const flags = readFlags(args);
  if (flags.help) return 'help';
  const lan = flags.lan ?? false;
  const given = (name: Option, otherwise: string): Given => ({
    text: flags[name] ?? (env[variableOf(name)] || otherwise),
    from: sourceOf(name, flags),
  });
  return {
    host: readHost(flags.host ?? (env['HOST'] || undefined), lan),
    port: readNumber(given('port', '3000'), 65_535),
    dataDir: given('data-dir', 'data').text,
    logLevel: readLevel(given('log-level', 'warn')),
    ...readOrigins(given('origins', '')),
    trustProxy: readProxies(given('trust-proxy', '')),
    basePath: readBasePath(given('base-path', '')),
    rateLimit: readNumber(given('rate-limit', '10'), 100_000),
    connectionsPerAddress: readNumber(given('connections-per-address', '1000'), 1_000_000),
    gameGrace: readNumber(given('game-grace', '60'), 86_400),
    metrics: readMetrics(given('metrics', 'local')),
    tls: tlsIn(given('tls-cert', ''), given('tls-key', '')),
    bots: readSwitch(given('bots', 'on')),
    lan,
  };
}

/** What the operator wrote, and where: the option or its variable. An empty variable is an unset one. */
interface Given {
  text: string;
  from: string;
}

type Flags = ReturnType<typeof readFlags>;
type Option = Exclude<keyof Flags, 'lan' | 'help'>;

/** Where the address to listen on comes from: `--host` or `HOST`. */
export function sourceOfHost(args: string[]): string {
  return sourceOf('host', readFlags(args));
}

function sourceOf(name: Option, flags: Flags): string {
  return flags[name] === undefined ? variableOf(name) : `--${name}`;
}

function variableOf(name: Option): string {
  return name.toUpperCase().replaceAll('-', '_');
}

function readFlags(args: string[]) {
  const string = { type: 'string' } as const;
  const options = {
    port: string,
    host: string,
    'data-dir': string,
    'log-level': string,
    origins: string,
    'trust-proxy': string,
    'base-path': string,
    'rate-limit': string,
    'connections-per-address': string,
    'game-grace': string,
    metrics: string,
    bots: string,
    'tls-cert': string,
    'tls-key': string,
    lan: { type: 'boolean' },
    help: { type: 'boolean' },
  } as const;
  try {
    return parseArgs({ args, options, allowPositionals: false }).values;
  } catch (error) {
    const [sentence] = String(error instanceof Error ? error.message : error).split(/\.? ?\n|\. /u);
    throw new OperatorError(`${sentence}; --help lists the options.`);
  }
}

/** One address, never two: `localhost` would open a second server on ::1. */
function readHost(host: string | undefined, lan: boolean): string {
  if (host === 'localhost') return '127.0.0.1';
  return host ?? (lan ? '0.0.0.0' : '127.0.0.1');
}

function readNumber({ text, from }: Given, max: number): number {
  const number = Number(text);
  if (/^\d+$/u.test(text) && number <= max) return number;
  throw new OperatorError(`${from} takes a whole number from 0 to ${max}, not "${text}".`);
}

function readSwitch({ text, from }: Given): boolean {
  if (text === 'on' || text === 'off') return text === 'on';
  throw new OperatorError(`${from} takes on or off, not "${text}".`);
}

/** What may be a token is not repeated. */
function readMetrics({ text: setting, from }: Given): string {
  if (['local', 'on', 'off'].includes(setting) || setting.length >= shortestToken) return setting;
  throw new OperatorError(
    `${from} takes local, on, off, or a token of at least ${shortestToken} characters.`,
  );
}

function readLevel({ text: level, from }: Given): string {
  if (levels.includes(level)) return level;
  throw new OperatorError(`${from} takes one of ${levels.join(', ')}, not "${level}".`);
}

/** Any page can make itself `null`, in a sandbox: it gets no credentials. */
function readOrigins({ text, from }: Given): Pick<Config, 'origins' | 'credentialOrigins'> {
  const mark = '+credentials';
  const listed = text.split(',').map((each) => each.trim());
  const read = (written: string): string => {
    if (written === 'null') return written;
    const url = URL.parse(written.endsWith(mark) ? written.slice(0, -mark.length) : written);
    if (url !== null && url.origin !== 'null') return url.origin;
    throw new OperatorError(`${from} takes addresses like https://chat.example, not "${written}".`);
  };
  const origins = listed.filter(Boolean);
  return {
    origins: origins.map(read),
    credentialOrigins: origins.filter((each) => each.endsWith(mark)).map(read),
  };
}

function readProxies({ text, from }: Given): Proxies {
  const proxies = proxiesIn(text);
  if (proxies !== undefined) return proxies;
  const ways = 'addresses and networks (127.0.0.1, 10.0.0.0/8, loopback), or how many (1)';
  throw new OperatorError(`${from} takes the proxies to believe: ${ways}, not "${text}".`);
}

function readBasePath({ text, from }: Given): string {
  const path = basePathIn(text);
  if (path !== undefined) return path;
  throw new OperatorError(`${from} takes a path of letters and digits like /chat, not "${text}".`);
}

function tlsIn(cert: Given, key: Given): Tls | undefined {
  try {
    return readTls(cert, key);
  } catch (error) {
    throw new OperatorError((error as Error).message, { cause: error });
  }
}
