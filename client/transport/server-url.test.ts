import assert from 'node:assert/strict';
import test from 'node:test';
import { urlOf } from './server-url.ts';

test('the server may be at the root of its host or below a path', () => {
  const place = (server: string) => urlOf('/ws?room=a', new URL(server)).href;
  assert.equal(place('http://a.example'), 'http://a.example/ws?room=a');
  assert.equal(place('http://a.example:3000/'), 'http://a.example:3000/ws?room=a');
  assert.equal(place('https://a.example/chat'), 'https://a.example/chat/ws?room=a');
  assert.equal(place('https://a.example/a/chat/?x#y'), 'https://a.example/a/chat/ws?room=a');
});
