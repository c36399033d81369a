import { parseArgs } from 'node:util';

export interface Config {
  host: string;
  port: number;
  dataDir: string;
  logLevel: string;
  /** Origins besides our own from which a page may speak to this server; `null`: from a file. */
  origins: string[];
  /** Commands a second that one person may send for long; 0: no limit. */
  rateLimit: number;
  /** Connections, streams and polls that one address may have open; 0: no limit. */
  connectionsPerAddress: number;
  /** Seconds after which somebody who left a game may lose it. */
  gameGrace: number;
  /** Who may read `/metrics`: `local`, `on`, `off`, or a token. */
  metrics: string;
  /** Let the server play: two persons who can be proposed to. */
  machines: boolean;
  /** Serve the local network, and print its address as a QR code. */
  lan: boolean;
}

/** What the operator wrote cannot be meant; the message is one sentence for them. */
export class ConfigError extends Error {}

/** Characters of a token for `/metrics`. */
const shortestToken = 16;

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

export const usage = `Usage: npm start -- [options]

  --port N          PORT        the port to listen on (3000)
  --host ADDRESS    HOST        the address to listen on (127.0.0.1)
  --lan                         serve the local network, and show a QR code of the address
  --data-dir PATH   DATA_DIR    where rooms and messages are kept (data)
  --log-level LEVEL LOG_LEVEL   ${levels.join(', ')} (warn)
  --origins LIST    ORIGINS     other origins that may use this server, separated by commas
  --rate-limit N    RATE_LIMIT  commands a second from one person; 0: no limit (10)
  --connections-per-address N   CONNECTIONS_PER_ADDRESS
                                open at once from one address; 0: no limit (1000)
  --game-grace N    GAME_GRACE  seconds after which who left a game may lose it (60)
  --metrics WHO     METRICS     who may read /metrics: local, on, off, or a token that is asked for
                                (local: this machine)
  --machines on|off MACHINES    robots to play against (on)
  --help                        show this

An option goes before its environment variable.`;

/**
 * Reads options and environment. Returns `help` when that is asked for.
 * @throws ConfigError with one sentence when something is unknown or cannot be meant.
 */
export function readConfig(args: string[], env: NodeJS.ProcessEnv): Config | 'help' {
  const flags = readFlags(args);
  if (flags.help) return 'help';
  const lan = flags.lan ?? false;
  return {
    host: readHost(flags.host ?? env['HOST'], lan),
    port: readNumber('port', flags.port ?? env['PORT'] ?? '3000', 65_535),
    dataDir: flags['data-dir'] ?? env['DATA_DIR'] ?? 'data',
    logLevel: readLevel(flags['log-level'] ?? env['LOG_LEVEL'] ?? 'warn'),
    origins: readOrigins(flags.origins ?? env['ORIGINS'] ?? ''),
    rateLimit: readNumber('rate-limit', flags['rate-limit'] ?? env['RATE_LIMIT'] ?? '10', 100_000),
    connectionsPerAddress: readNumber(
      'connections-per-address',
      flags['connections-per-address'] ?? env['CONNECTIONS_PER_ADDRESS'] ?? '1000',
      1_000_000,
    ),
    gameGrace: readNumber('game-grace', flags['game-grace'] ?? env['GAME_GRACE'] ?? '60', 86_400),
    metrics: readMetrics(flags.metrics ?? env['METRICS'] ?? 'local'),
    machines: readSwitch('machines', flags.machines ?? env['MACHINES'] ?? 'on'),
    lan,
  };
}

function readFlags(args: string[]) {
  const string = { type: 'string' } as const;
  const options = {
    port: string,
    host: string,
    'data-dir': string,
    'log-level': string,
    origins: string,
    'rate-limit': string,
    'connections-per-address': string,
    'game-grace': string,
    metrics: string,
    machines: string,
    lan: { type: 'boolean' },
    help: { type: 'boolean' },
  } as const;
  try {
    return parseArgs({ args, options, allowPositionals: false }).values;
  } catch (error) {
    const [sentence] = String(error instanceof Error ? error.message : error).split(/\.? ?\n|\. /u);
    throw new ConfigError(`${sentence}; --help lists the options.`);
  }
}

/** One address, never two: `localhost` would open a second server on ::1. */
function readHost(host: string | undefined, lan: boolean): string {
  if (host === 'localhost') return '127.0.0.1';
  return host ?? (lan ? '0.0.0.0' : '127.0.0.1');
}

function readNumber(name: string, text: string, max: number): number {
  const number = Number(text);
  if (/^\d+$/u.test(text) && number <= max) return number;
  throw new ConfigError(`--${name} takes a whole number from 0 to ${max}, not "${text}".`);
}

function readSwitch(name: string, text: string): boolean {
  if (text === 'on' || text === 'off') return text === 'on';
  throw new ConfigError(`--${name} takes on or off, not "${text}".`);
}

/** What may be a token is not repeated. */
function readMetrics(setting: string): string {
  if (['local', 'on', 'off'].includes(setting) || setting.length >= shortestToken) return setting;
  throw new ConfigError(
    `--metrics takes local, on, off, or a token of at least ${shortestToken} characters.`,
  );
}

function readLevel(level: string): string {
  if (levels.includes(level)) return level;
  throw new ConfigError(`--log-level takes one of ${levels.join(', ')}, not "${level}".`);
}

function readOrigins(list: string): string[] {
  const origins = list.split(',').map((each) => each.trim());
  return origins.filter(Boolean).map((origin) => {
    if (origin === 'null') return origin;
    const url = URL.parse(origin);
    if (url !== null && url.origin !== 'null') return url.origin;
    throw new ConfigError(`--origins takes addresses like https://chat.example, not "${origin}".`);
  });
}
