import assert from 'node:assert/strict';
import test from 'node:test';
import { rightsIn, type Rights } from './rights.ts';

const [ada, zoe] = ['p-ada', 'p-zoe'];

test('the maker of a room manages it; in an archived one only reading, leaving and reopening remain', () => {
  const room = { kind: 'private', maker: ada } as const;
  assert.deepEqual(granted(rightsIn(room, ada)), [
    'describe',
    'invite',
    'remove',
    'leave',
    'archive',
    'delete',
  ]);
  const archived = { ...room, archived: true } as const;
  assert.deepEqual(granted(rightsIn(archived, ada)), ['remove', 'leave', 'archive', 'delete']);
});

test('a member of a private room brings people in, and leaves', () => {
  assert.deepEqual(granted(rightsIn({ kind: 'private', maker: ada }, zoe)), ['invite', 'leave']);
  const archived = { kind: 'private', maker: ada, archived: true } as const;
  assert.deepEqual(granted(rightsIn(archived, zoe)), ['leave']);
});

test('nobody is brought into an open room or removed from it, and a room of the server stays as it is', () => {
  assert.deepEqual(granted(rightsIn({ kind: 'open', maker: ada }, zoe)), ['leave']);
  assert.deepEqual(granted(rightsIn({ kind: 'open', maker: ada }, ada)), [
    'describe',
    'leave',
    'archive',
    'delete',
  ]);
  assert.deepEqual(granted(rightsIn({ kind: 'open' }, ada)), []);
  assert.deepEqual(granted(rightsIn({ kind: 'open' }, undefined)), []);
});

function granted(rights: Rights): string[] {
  return Object.entries(rights).flatMap(([right, isGranted]) => (isGranted ? [right] : []));
}
