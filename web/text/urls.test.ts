import assert from 'node:assert/strict';
import test from 'node:test';
import { addressesIn } from './urls.ts';

test('finds http and https addresses, without the punctuation after them', () => {
  assert.deepEqual(found('see https://example.org/a?b=1, and (http://b.example/x_(y)).'), [
    'https://example.org/a?b=1',
    'http://b.example/x_(y)',
  ]);
  assert.deepEqual(found('main.py, ftp://a.example, mailto:a@b.example, //a.example'), []);
});

test('finds hosts of the local network, underscores included', () => {
  const texts = ['http://my_host:8080/x', 'http://my_host', 'http://a_b.lan/x#y', 'http://pc:3000'];
  assert.deepEqual(texts.flatMap(found), texts);
  assert.deepEqual(found('http:// x, http://_, http://a_b:x'), []);
});

test('percent-encodes direction controls in an address', () => {
  const [address] = addressesIn('\u202E http://a.example/\u202Egnp.exe now');
  assert.deepEqual(
    [address?.shown, address?.url],
    ['http://a.example/%E2%80%AEgnp.exe', 'http://a.example/%E2%80%AEgnp.exe'],
  );
});

function found(text: string): string[] {
  return addressesIn(text).map(({ shown }) => shown);
}
