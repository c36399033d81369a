import assert from 'node:assert/strict';
import test from 'node:test';
import type { RoomChanges } from '../../protocol/frames.ts';
import { limits } from '../../protocol/limits.ts';
import { FrameMarks } from './frame-marks.ts';

const post = { type: 'post', id: 'm1', room: 'general', text: 'coucou' };

test('marks a resent command and its answer', () => {
  assert.deepEqual(
    marksOf(['sent', post], ['sent', post], ['received', { type: 'ack', id: 'm1' }]),
    [undefined, 'resent', 'ack'],
  );
});

test('marks the answers to a follow as catch-up while pages are full, and no live frame', () => {
  const follow = { type: 'follow', rooms: { general: 3 } };
  const trace = marksOf(
    ['received', changes(2, 3)],
    ['sent', follow],
    ['received', changes(3, 60, limits.page)],
    ['received', changes(60, 64, 4)],
    ['received', changes(64, 65)],
  );
  assert.deepEqual(trace, [undefined, 'requesting', 'catchingUp', 'catchingUp', undefined]);
});

test('a page that is full by bytes is followed by another one too', () => {
  const long = { ...changes(3, 20), padding: 'x'.repeat(limits.pageBytes / 4) };
  const follow = { type: 'follow', rooms: { general: 3 } };
  const trace = marksOf(
    ['sent', follow],
    ['received', long],
    ['received', changes(20, 24, 4)],
    ['received', changes(24, 25)],
  );
  assert.deepEqual(trace, ['requesting', 'catchingUp', 'catchingUp', undefined]);
});

test('a reset is catch-up too', () => {
  assert.deepEqual(marksOf(['received', { ...changes(0, 9_000, 50), reset: true }]), [
    'catchingUp',
  ]);
});

test('presence is never marked as resent', () => {
  const presence = { type: 'presence', id: 'presence', room: 'general', away: false };
  assert.deepEqual(marksOf(['sent', presence], ['sent', presence]), [undefined, undefined]);
});

function marksOf(...frames: ['sent' | 'received', object][]): unknown[] {
  const marks = new FrameMarks();
  return frames.map(([is, frame]) =>
    marks.of({ is, at: 0, by: 'websocket', text: JSON.stringify(frame) }),
  );
}

function changes(from: number, rev: number, count = 1): RoomChanges {
  const messages = Array.from({ length: count }, (_, at) => ({ ...message, id: `c${at}` }));
  return { type: 'changes', room: 'general', from, rev, messages };
}

const message = {
  seq: 1,
  rev: 1,
  at: 0,
  author: { id: 'p', name: 'Toto' },
  kind: 'deleted',
} as const;
