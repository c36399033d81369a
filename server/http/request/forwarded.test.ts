import assert from 'node:assert/strict';
import test from 'node:test';
import type { FastifyRequest } from 'fastify';
import { cameByTls, forwardedAddress, proxiesIn, trustIn } from './forwarded.ts';

test('parses proxies as addresses, networks, network names or a number', () => {
  const six = '::1, fd00::/8,2001:db8::7';
  assert.deepEqual(proxiesIn(' 127.0.0.1,10.0.0.0/8 , loopback,'), [
    '127.0.0.1',
    '10.0.0.0/8',
    'loopback',
  ]);
  assert.deepEqual(proxiesIn(six), ['::1', 'fd00::/8', '2001:db8::7']);
  assert.deepEqual([proxiesIn(''), proxiesIn('2'), proxiesIn('0')], [[], 2, 0]);
  const wrong = ['true', 'on', '-1', '1.5', '100', 'proxy.example', '10.0.0.0/33', '10.0.0.0/0'];
  const alsoWrong = ['10.0.0.1:80', '10.0.0/8', '::/129', '10.0.0.0/8/8', '10.0.0.0/', '*', '1,x'];
  for (const text of [...wrong, ...alsoWrong]) assert.equal(proxiesIn(text), undefined, text);
});

test('a number trusts that many hops, and the default trusts none', () => {
  const trust = trustIn(2) as (address: string, hop: number) => boolean;
  assert.deepEqual(
    [0, 1, 2].map((hop) => trust('x', hop)),
    [true, true, false],
  );
  assert.deepEqual([trustIn(0), trustIn([]), trustIn(['loopback'])], [false, false, ['loopback']]);
});

test('the client is the last address that is not a trusted proxy', () => {
  const clientOf = (...ips: string[]) => forwardedAddress({ ips } as FastifyRequest);
  assert.equal(clientOf('127.0.0.1', '10.0.0.1', '203.0.113.9'), '203.0.113.9');
  assert.equal(clientOf('127.0.0.1', '203.0.113.9:4711'), '203.0.113.9');
  assert.equal(clientOf('127.0.0.1', '[2001:db8::7]:4711'), '2001:db8::7');
  assert.equal(clientOf('127.0.0.1', '2001:db8::7'), '2001:db8::7');
  assert.equal(clientOf('127.0.0.1', 'unknown'), undefined);
  assert.equal(clientOf('127.0.0.1'), undefined);
  assert.equal(forwardedAddress({} as FastifyRequest), undefined);
});

test('recognizes https and wss as TLS', () => {
  const isTls = (protocol: string) => cameByTls({ protocol } as FastifyRequest);
  assert.deepEqual(['https', 'wss', 'HTTPS'].map(isTls), [true, true, true]);
  assert.deepEqual(['http', 'ws', ''].map(isTls), [false, false, false]);
});
