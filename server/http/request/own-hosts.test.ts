import assert from 'node:assert/strict';
import { hostname } from 'node:os';
import test from 'node:test';
import { OwnHosts } from './own-hosts.ts';

const nothing = async (): Promise<string[]> => [];

test('addresses, the name of this machine and the hosts of ORIGINS are own hosts', () => {
  const hosts = new OwnHosts(['https://chat.example', 'null'], nothing);
  const own = ['127.0.0.1', '192.168.1.7:3000', '127.0.0.1.', '[::1]:3000', '[fe80::1]'];
  for (const host of [
    ...own,
    hostname(),
    hostname().toUpperCase(),
    'CHAT.example',
    'chat.example.',
  ]) {
    assert.ok(hosts.has(host), host);
  }
});

test('names of local networks are own hosts', () => {
  const hosts = new OwnHosts([], nothing);
  const single = [
    'localhost',
    'localhost.:3000',
    'teacher-pc',
    'my_service:3000',
    'müller-pc',
    'a.',
  ];
  const zones = [
    'app.localhost',
    'pc.local:80',
    'pc.lan',
    'pc.home',
    'a.b.home.arpa',
    'x.internal',
  ];
  const routers = ['raspberrypi.fritz.box:3000', 'Fritz.Box', 'chat.ns.svc.cluster.local'];
  for (const host of [...single, ...zones, ...routers]) assert.ok(hosts.has(host), host);
});

test('names that can be registered are not own hosts, whatever they resolve to', () => {
  const hosts = new OwnHosts(['https://chat.example'], nothing);
  const below = ['evil.example', 'evil.box', 'notfritz.box', 'fritz.box.evil.example', 'x.arpa'];
  const alike = ['evil.lan.example', 'evillan.com', 'a.notlocal', 'x.chat.example', 'local.com'];
  const leading = ['192.168.1.7.nip.io', '127.0.0.1.evil.example', 'localhost.evil'];
  const broken = ['%', ':3000', 'user@evil.example', 'evil.example#.lan', 'a b', 'pc.lan..'];
  for (const host of [...below, ...alike, ...leading, ...broken]) {
    assert.ok(!hosts.has(host), host);
  }
});

test('accepts an HTTP/1.0 request without a host, which no browser sends', () => {
  const hosts = new OwnHosts([], nothing);
  assert.deepEqual(
    ['', 'localhost', ''].map((host) => hosts.has(host)),
    [true, true, true],
  );
});

test('a name that DNS has for an address of this machine is an own host', async () => {
  const hosts = new OwnHosts([], async () => ['pc.school.example']);
  assert.equal(hosts.has('pc.school.example'), false);
  assert.equal(await hosts.isFound('PC.school.example.:3000'), true);
  assert.equal(await hosts.isFound('evil.example'), false);
  assert.equal(await hosts.isFound('%'), false);
  const offline = new OwnHosts([], () => Promise.reject(new Error('no network')));
  assert.equal(await offline.isFound('pc.school.example'), false);
});

test('queries DNS once a minute, whatever names are requested', async (t) => {
  t.mock.method(performance, 'now', () => now);
  let now = 0;
  let queries = 0;
  const hosts = new OwnHosts([], async () => [`${++queries}.example`]);
  const isFound = (host: string) => hosts.isFound(host);
  const first = await Promise.all([isFound('1.example'), isFound('2.example')]);
  now = 59_000;
  const second = [await isFound('1.example'), await isFound('2.example')];
  now = 61_000;
  const third = [await isFound('1.example'), await isFound('2.example')];
  assert.deepEqual(
    [queries, first, second, third],
    [2, [true, false], [true, false], [false, true]],
  );
});
