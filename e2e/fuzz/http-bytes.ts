import fc from 'fast-check';
import { anyDeepFrame, anyFrame, anyLongFrame } from '../../protocol/test-support/input.ts';
import type { Pass } from './attack.ts';

interface Asked {
  method: string;
  target: string;
  version: string;
  headers: string[];
  body: string;
  framing: Framing;
}

/** How the end of a body is indicated, validly or not. */
type Framing = 'length' | 'chunks' | 'none' | 'too long' | 'too short' | 'both' | 'broken chunks';

const methods = [
  'GET',
  'GET',
  'POST',
  'POST',
  'DELETE',
  'HEAD',
  'PUT',
  'PATCH',
  'OPTIONS',
  'TRACE',
];
const wrongMethods = ['', 'get', 'CONNECT', 'BREW', 'PRI', 'X'.repeat(300)];
const fixedPaths = `/ /healthz /readyz /metrics /echo /ws /favicon.ico /assets/x *
  /api/session /api/rooms /api/commands /api/connections /api/openapi.json
  /api/rooms/general/messages /api/rooms/general/changes /api/rooms/tea/messages`.split(/\s+/u);
const framings: Framing[] = ['none', 'too long', 'too short', 'both', 'broken chunks', 'chunks'];
const ascii = fc.string({ unit: 'binary-ascii', maxLength: 40 });
const escape = fc.oneof(
  fc.constantFrom('%', '%2', '%zz', '%00', '%2e%2e', '%2F', '%C0%AF', '%ED%A0%80', '%F0%9F%A6%8A'),
  fc.nat(255).map((byte) => `%${byte.toString(16).padStart(2, '0')}`),
);
const headers = fc.oneof(
  fc.constantFrom('Accept: text/event-stream', 'Last-Event-ID: 0', 'Last-Event-ID: x', 'Cookie: a'),
  fc.constantFrom(
    'Host: evil.example',
    'Origin: https://evil.example',
    'Origin: null',
    'Expect: x',
  ),
  fc.constantFrom('Connection: close', 'Connection: Upgrade', 'Upgrade: h2c', 'Range: bytes=9-1'),
  fc.constantFrom('If-None-Match: *', 'If-Match: "x"', 'Accept-Encoding: gzip, br', 'Te: trailers'),
  fc.tuple(ascii, ascii).map(([name, value]) => `${name}: ${value}`),
  fc.nat(9).map((size) => `X-Long: ${'x'.repeat(2 ** (size + 6))}`),
);
const json = fc.oneof(
  { weight: 3, arbitrary: fc.json() },
  { weight: 3, arbitrary: fc.array(anyFrame, { maxLength: 8 }).map((all) => `[${all.join()}]`) },
  { weight: 3, arbitrary: anyFrame },
  { weight: 1, arbitrary: fc.oneof(anyLongFrame, anyDeepFrame) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary' }).map((name) => JSON.stringify({ name })) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 1, arbitrary: fc.nat(60_000).map((depth) => '['.repeat(depth)) },
  { weight: 1, arbitrary: fc.nat(80_000).map((length) => `"${'a'.repeat(length)}"`) },
);

/** Pipelined requests on one connection, each valid or not. */
export function httpBytes(pass: Pass): fc.Arbitrary<string> {
  const garbage = fc.oneof(
    { weight: 9, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: fc.string({ unit: 'binary-ascii' }) },
  );
  const one = fc.tuple(request(pass), garbage).map(([first, after]) => encode(first) + after);
  return fc.oneof(
    { weight: 4, arbitrary: fc.array(one, { minLength: 1, maxLength: 4 }).map(joined) },
    // The same request repeated.
    { weight: 1, arbitrary: fc.tuple(one, fc.nat(12)).map(([each, n]) => each.repeat(n)) },
  );
}

function request(pass: Pass): fc.Arbitrary<Asked> {
  return fc.record({
    method: mostly(fc.constantFrom(...methods), fc.oneof(fc.constantFrom(...wrongMethods), ascii)),
    target: targets(pass),
    version: mostly(fc.constant('HTTP/1.1'), fc.constantFrom('HTTP/1.0', 'HTTP/2.0', 'HTTP', '')),
    headers: fc
      .tuple(credentials(pass), types(), fc.array(headers, { maxLength: 3 }))
      .map(([who, type, more]) => [...who, ...type, ...more]),
    body: json,
    framing: mostly<Framing>(fc.constant('length'), fc.constantFrom(...framings)),
  });
}

function targets({ connection }: Pass): fc.Arbitrary<string> {
  const own = `/api/connections/${connection}`;
  const paths = [...fixedPaths, own, `${own}/frames`, `${own}/commands`, `${own}/frames?wait=1`];
  const query = fc.oneof(
    fc.constantFrom(
      'after=0&wait=1',
      'after=-1',
      'before=1&limit=50',
      'limit=x',
      'wait=99',
      'room',
    ),
    fc.webQueryParameters(),
    ascii,
  );
  return fc
    .record({
      path: fc.constantFrom(...paths),
      more: mostly(fc.constant(''), fc.oneof(escape, fc.webPath(), ascii, long())),
      query: fc.option(query),
    })
    .map(({ path, more, query: text }) => `${path}${more}${text === null ? '' : `?${text}`}`);
}

function credentials({ token }: Pass): fc.Arbitrary<string[]> {
  const host = 'Host: localhost';
  return mostly(
    fc.constant<string[]>([host, `Authorization: Bearer ${token}`]),
    fc.constantFrom([host], [], [host, host], [host, 'Authorization: Bearer x'.repeat(9)]),
  );
}

function types(): fc.Arbitrary<string[]> {
  return mostly(
    fc.constant<string[]>(['Content-Type: application/json']),
    fc.constantFrom([], ['Content-Type: text/plain'], ['Content-Type: ;;'], ['Content-Type: x/y']),
  );
}

function long(): fc.Arbitrary<string> {
  return fc.tuple(escape, fc.nat(6_000)).map(([each, times]) => each.repeat(times));
}

function mostly<Value>(usual: fc.Arbitrary<Value>, other: fc.Arbitrary<Value>) {
  return fc.oneof({ weight: 8, arbitrary: usual }, { weight: 1, arbitrary: other });
}

function joined(all: string[]): string {
  return all.join('');
}

function encode({ method, target, version, headers: lines, body, framing }: Asked): string {
  const hasBody = !['GET', 'HEAD'].includes(method);
  const [length, sent] = hasBody ? framed(Buffer.from(body).toString('latin1'), framing) : [[], ''];
  return [`${method} ${target} ${version}`, ...lines, ...length, '', sent].join('\r\n');
}

function framed(body: string, framing: Framing): [headers: string[], body: string] {
  const size = body.length.toString(16);
  const chunks = 'Transfer-Encoding: chunked';
  const chunked = `${size}\r\n${body}\r\n0\r\n\r\n`;
  switch (framing) {
    case 'length':
      return [[`Content-Length: ${body.length}`], body];
    case 'too long':
      return [[`Content-Length: ${body.length + 9}`], body];
    case 'too short':
      return [[`Content-Length: ${Math.floor(body.length / 2)}`], body];
    case 'none':
      return [[], body];
    case 'chunks':
      return [[chunks], chunked];
    case 'both':
      return [[chunks, `Content-Length: ${body.length}`], chunked];
    case 'broken chunks':
      return [[chunks], `${size}0;x=y\r\n${body}\n-1\r\n`];
  }
}
