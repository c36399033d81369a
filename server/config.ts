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
  /** Other origins whose pages may use this server; `null`: pages from a file. */
  origins: string[];
  /** Those of them whose pages may use the session cookie. */
  credentialOrigins: string[];
  /** Trusted proxies: addresses and networks, or their number. */
  trustProxy: Proxies;
  /** The path of the server on its host, as `/chat`; '' for the root. */
  basePath: string;
  /** Sustained commands a second of one person; 0: no limit. */
  rateLimit: number;
  /** Connections, streams and polls that one address may have open; 0: no limit. */
  connectionsPerAddress: number;
  /** Seconds after which a player who left a game may lose it. */
  gameGrace: number;
  /** Days after which the name of a person who has written nothing is free; 0: never. */
  nameKeptDays: number;
  /** Who may read `/metrics`: `local`, `on`, `off`, or a token. */
  metrics: string;
  /** Run the two bots that people can play against. */
  bots: boolean;
  /** Certificate and key for HTTPS; without them the server uses HTTP. */
  tls: Tls | undefined;
  /** Serve the local network, and print the address as a QR code. */
  lan: boolean;
}

/** Minimum characters of a token for `/metrics`. */
const minToken = 16;

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

export const usage = `Usage: npm start -- [options]

  --port N          PORT        the port to listen on (3000)
  --host ADDRESS    HOST        the address to listen on (127.0.0.1)
  --lan                         serve the local network, and show a QR code of the address
  --data-dir PATH   DATA_DIR    where rooms and messages are kept (data)
  --log-level LEVEL LOG_LEVEL   ${levels.join(', ')} (warn)
  --origins LIST    ORIGINS     other origins whose pages may use this server, separated by
                                commas; +credentials after one allows the session cookie too
  --trust-proxy WHO TRUST_PROXY trusted proxies: addresses, networks, or a number (nobody)
  --base-path PATH  BASE_PATH   the path of this server behind a proxy, as /chat (/)
  --rate-limit N    RATE_LIMIT  commands a second of one person; 0: no limit (10)
  --connections-per-address N   CONNECTIONS_PER_ADDRESS
                                connections open from one address; 0: no limit (1000)
  --game-grace N    GAME_GRACE  seconds after which a player who left may lose a game (60)
  --name-kept-days N            NAME_KEPT_DAYS
                                days until an unseen name that has written nothing is free;
                                0: it stays (30)
  --metrics WHO     METRICS     who may read /metrics: local (this machine), on, off, or a token
                                that requests must send (local)
  --tls-cert FILE   TLS_CERT    a certificate in PEM: HTTPS instead of HTTP
  --tls-key FILE    TLS_KEY     its key in PEM
  --bots on|off     BOTS        bots to play against (on)
  --help                        show this

An option overrides its environment variable. An empty variable counts as unset.`;

/**
 * Reads options and environment. Returns `help` for `--help`.
 * @throws OperatorError with one sentence if an option is unknown or a value is invalid.
 */
export function readConfig(args: string[], env: NodeJS.ProcessEnv): Config | 'help' {
  const flags = readFlags(args);
  if (flags.help) return 'help';
  const lan = flags.lan ?? false;
  const given = (name: Option, fallback: string): Setting => ({
    text: flags[name] ?? (env[variableOf(name)] || fallback),
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
    nameKeptDays: readNumber(given('name-kept-days', '30'), 36_500),
    metrics: readMetrics(given('metrics', 'local')),
    tls: tlsIn(given('tls-cert', ''), given('tls-key', '')),
    bots: readSwitch(given('bots', 'on')),
    lan,
  };
}

/** A value, and the option or variable that it is from. An empty variable counts as unset. */
interface Setting {
  text: string;
  from: string;
}

type Flags = ReturnType<typeof readFlags>;
type Option = Exclude<keyof Flags, 'lan' | 'help'>;

/** The source of the address to listen on: `--host` or `HOST`. */
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
    'name-kept-days': string,
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

/** `localhost` would listen on two addresses, 127.0.0.1 and ::1. */
function readHost(host: string | undefined, lan: boolean): string {
  if (host === 'localhost') return '127.0.0.1';
  return host ?? (lan ? '0.0.0.0' : '127.0.0.1');
}

function readNumber({ text, from }: Setting, max: number): number {
  const number = Number(text);
  if (/^\d+$/u.test(text) && number <= max) return number;
  throw new OperatorError(`${from} takes a whole number from 0 to ${max}, not "${text}".`);
}

function readSwitch({ text, from }: Setting): boolean {
  if (text === 'on' || text === 'off') return text === 'on';
  throw new OperatorError(`${from} takes on or off, not "${text}".`);
}

/** The error does not repeat the value, which may be a token. */
function readMetrics({ text: setting, from }: Setting): string {
  if (['local', 'on', 'off'].includes(setting) || setting.length >= minToken) return setting;
  throw new OperatorError(
    `${from} takes local, on, off, or a token of at least ${minToken} characters.`,
  );
}

function readLevel({ text: level, from }: Setting): string {
  if (levels.includes(level)) return level;
  throw new OperatorError(`${from} takes one of ${levels.join(', ')}, not "${level}".`);
}

/** `null` gets no credentials, because every page can have this origin in a sandbox. */
function readOrigins({ text, from }: Setting): Pick<Config, 'origins' | 'credentialOrigins'> {
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

function readProxies({ text, from }: Setting): Proxies {
  const proxies = proxiesIn(text);
  if (proxies !== undefined) return proxies;
  const examples = 'addresses and networks (127.0.0.1, 10.0.0.0/8, loopback), or their number (1)';
  throw new OperatorError(`${from} takes the trusted proxies: ${examples}, not "${text}".`);
}

function readBasePath({ text, from }: Setting): string {
  const path = basePathIn(text);
  if (path !== undefined) return path;
  throw new OperatorError(`${from} takes a path of letters and digits like /chat, not "${text}".`);
}

function tlsIn(cert: Setting, key: Setting): Tls | undefined {
  try {
    return readTls(cert, key);
  } catch (error) {
    throw new OperatorError((error as Error).message, { cause: error });
  }
}
