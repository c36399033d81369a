import assert from 'node:assert/strict';
import test from 'node:test';
import { encodingFor, type Encoding } from './content-encoding.ts';

test('chooses the preferred encoding, and of equals the smallest', () => {
  const expected: [string | undefined, Encoding][] = [
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['x-gzip', 'gzip'],
    ['deflate, zstd', 'identity'],
    ['br;q=0.1', 'br'],
    ['gzip;q=1.0, br;q=0.5', 'gzip'],
    ['gzip;q=0.8,br;q=0.9, *;q=0.1', 'br'],
    ['gzip ; q=0.2 , br ; q=0.1', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0.000, gzip;q=0.001', 'gzip'],
    ['*', 'br'],
    ['*;q=0.5, gzip', 'gzip'],
    ['br;q=0, *', 'gzip'],
    ['gzip;q=0.5, *;q=0', 'gzip'],
    ['identity', 'identity'],
    ['identity;q=0.5, gzip;q=0.4', 'identity'],
    ['identity;q=0.5, gzip;q=0.5', 'gzip'],
    ['identity;q=0, gzip', 'gzip'],
    ['gzip;q=x', 'identity'],
    ['gzip;q=2', 'identity'],
    [',;q=1,,gzip;', 'gzip'],
  ];
  for (const [accepted, encoding] of expected) {
    assert.equal(encodingFor(accepted), encoding, String(accepted));
  }
});

test('sends identity to a client that refuses every encoding', () => {
  for (const accepted of ['*;q=0', 'identity;q=0', 'br;q=0, gzip;q=0, identity;q=0']) {
    assert.equal(encodingFor(accepted), 'identity', accepted);
  }
  assert.equal(encodingFor('br, gzip;q=0.5', ['gzip', 'identity']), 'gzip');
  assert.equal(encodingFor('br, identity;q=0', ['gzip', 'identity']), 'identity');
});
