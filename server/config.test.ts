import assert from 'node:assert/strict';
import test from 'node:test';
import { readConfig, usage, type Config } from './config.ts';
import { OperatorError } from './runtime/operator-error.ts';

const defaults = {
  host: '127.0.0.1',
  port: 3_000,
  dataDir: 'data',
  logLevel: 'warn',
  origins: [],
  credentialOrigins: [],
  trustProxy: [],
  basePath: '',
  rateLimit: 10,
  connectionsPerAddress: 1_000,
  gameGrace: 60,
  nameKeptDays: 30,
  metrics: 'local',
  tls: undefined,
  bots: true,
  lan: false,
};

test('by default the server listens on this machine only', () => {
  assert.deepEqual(readConfig([], {}), defaults);
});

const env = {
  PORT: '1',
  HOST: '::1',
  DATA_DIR: '/a',
  LOG_LEVEL: 'info',
  RATE_LIMIT: '0',
  ORIGINS: 'https://a.example',
  TRUST_PROXY: '1',
  BASE_PATH: '/chat',
  CONNECTIONS_PER_ADDRESS: '0',
  GAME_GRACE: '5',
  NAME_KEPT_DAYS: '7',
  METRICS: 'off',
  BOTS: 'off',
};

test('environment variables set the same values as options', () => {
  const fromEnv = { host: '::1', port: 1, dataDir: '/a', logLevel: 'info', rateLimit: 0 };
  const ofGames = {
    gameGrace: 5,
    nameKeptDays: 7,
    bots: false,
    metrics: 'off',
    connectionsPerAddress: 0,
  };
  const reached = { origins: ['https://a.example'], trustProxy: 1, basePath: '/chat' };
  assert.deepEqual(readConfig([], env), { ...defaults, ...fromEnv, ...ofGames, ...reached });
});

test('an option overrides its environment variable', () => {
  const args = ['--port=2', '--host', '10.0.0.1', '--data-dir=/b', '--log-level=error'];
  const games = [
    '--game-grace=9',
    '--name-kept-days=0',
    '--bots=on',
    '--metrics=a-token-of-length',
  ];
  const bounds = ['--connections-per-address=3', '--rate-limit=7'];
  const reached = ['--origins=', '--trust-proxy=loopback, 10.0.0.0/8', '--base-path=/b/'];
  const fromArgs = { host: '10.0.0.1', port: 2, dataDir: '/b', logLevel: 'error', rateLimit: 7 };
  assert.deepEqual(readConfig([...args, ...games, ...bounds, ...reached], env), {
    ...defaults,
    ...fromArgs,
    connectionsPerAddress: 3,
    metrics: 'a-token-of-length',
    gameGrace: 9,
    nameKeptDays: 0,
    trustProxy: ['loopback', '10.0.0.0/8'],
    basePath: '/b',
  });
});

test('an empty variable counts as unset', () => {
  const unset = Object.fromEntries(Object.keys(env).map((name) => [name, '']));
  assert.deepEqual(readConfig([], unset), defaults);
});

test('an error names the variable with the invalid value', () => {
  const sentences: [NodeJS.ProcessEnv, string][] = [
    [{ PORT: 'x' }, 'PORT takes a whole number from 0 to 65535, not "x".'],
    [{ BOTS: 'yes' }, 'BOTS takes on or off, not "yes".'],
    [{ ORIGINS: 'chat' }, 'ORIGINS takes addresses like https://chat.example, not "chat".'],
    [
      { TRUST_PROXY: 'true' },
      'TRUST_PROXY takes the trusted proxies: addresses and networks (127.0.0.1, 10.0.0.0/8, loopback), or their number (1), not "true".',
    ],
    [{ BASE_PATH: 'chat' }, 'BASE_PATH takes a path of letters and digits like /chat, not "chat".'],
    [{ METRICS: 'x' }, 'METRICS takes local, on, off, or a token of at least 16 characters.'],
  ];
  for (const [wrong, sentence] of sentences) {
    assert.throws(() => readConfig([], wrong), new OperatorError(sentence));
  }
});

test('--lan listens on all addresses, unless a host is set', () => {
  assert.deepEqual(readConfig(['--lan'], {}), { ...defaults, host: '0.0.0.0', lan: true });
  assert.deepEqual(readConfig(['--lan'], { HOST: '10.0.0.1' }), {
    ...defaults,
    host: '10.0.0.1',
    lan: true,
  });
});

test('localhost means 127.0.0.1 only', () => {
  for (const args of [['--host=localhost'], ['--host=localhost', '--lan']]) {
    assert.equal((readConfig(args, {}) as { host: string }).host, '127.0.0.1');
  }
});

test('origins are normalized to the form that browsers send', () => {
  const { origins } = readConfig(
    ['--origins', 'HTTPS://Chat.example:443/x, null,,http://b:80'],
    {},
  ) as {
    origins: string[];
  };
  assert.deepEqual(origins, ['https://chat.example', 'null', 'http://b']);
  const marked = ['--origins', 'http://localhost:5500/+credentials, null, http://b+credentials'];
  const config = readConfig(marked, {}) as Config;
  assert.deepEqual(config.origins, ['http://localhost:5500', 'null', 'http://b']);
  assert.deepEqual(config.credentialOrigins, ['http://localhost:5500', 'http://b']);
});

test('--help shows the help, whatever other options are given', () => {
  assert.equal(readConfig(['--port=x', '--help'], {}), 'help');
  for (const line of usage.split('\n')) assert.ok(line.length <= 100, line);
});

test('an invalid value is one sentence', () => {
  const number = (name: string, max: number, text: string) =>
    `--${name} takes a whole number from 0 to ${max}, not "${text}".`;
  const levels = 'fatal, error, warn, info, debug, trace, silent';
  const sentences: [string[], string][] = [
    [['--prot', '1'], "Unknown option '--prot'; --help lists the options."],
    [['--port'], "Option '--port <value>' argument missing; --help lists the options."],
    [
      ['--rate-limit', '-1'],
      "Option '--rate-limit' argument is ambiguous; --help lists the options.",
    ],
    [['--lan=1'], "Option '--lan' does not take an argument; --help lists the options."],
    [['x'], "Unexpected argument 'x'; --help lists the options."],
    [['--port=65536'], number('port', 65_535, '65536')],
    [['--port='], number('port', 65_535, '')],
    [['--rate-limit=-1'], number('rate-limit', 100_000, '-1')],
    [['--rate-limit=1.5'], number('rate-limit', 100_000, '1.5')],
    [['--log-level=loud'], `--log-level takes one of ${levels}, not "loud".`],
    [['--metrics=yes'], '--metrics takes local, on, off, or a token of at least 16 characters.'],
    [
      ['--origins=null+credentials'],
      '--origins takes addresses like https://chat.example, not "null+credentials".',
    ],
    [['--origins=chat'], '--origins takes addresses like https://chat.example, not "chat".'],
  ];
  for (const [args, sentence] of sentences) {
    assert.throws(
      () => readConfig(args, {}),
      (error) => error instanceof OperatorError && error.message === sentence,
      sentence,
    );
  }
});
