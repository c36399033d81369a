import assert from 'node:assert/strict';
import test from 'node:test';
import type { RoomChanges } from '../../protocol/frames.ts';
import { limits } from '../../protocol/limits.ts';
import { FrameMarks } from './frame-marks.ts';

const post = { type: 'post', id: 'm1', room: 'general', text: 'coucou' };

test('a command that goes a second time is marked, and so is its answer', () => {
  assert.deepEqual(
    marksOf(['sent', post], ['sent', post], ['received', { type: 'ack', id: 'm1' }]),
    [undefined, 'resent', 'ack'],
  );
});

test('what answers a follow is catching up, as far as its pages are full; what comes live is not', () => {
  const follow = { type: 'follow', rooms: { general: 3 } };
  const trace = marksOf(
    ['received', changes(2, 3)],
    ['sent', follow],
    ['received', changes(3, 60, limits.page)],
    ['received', changes(60, 64, 4)],
    ['received', changes(64, 65)],
  );
  assert.deepEqual(trace, [undefined, 'asking', 'catchingUp', 'catchingUp', undefined]);
});

test('a page that is full of long messages has another one after it too', () => {
  const long = { ...changes(3, 20), padding: 'x'.repeat(limits.pageBytes / 4) };
  const follow = { type: 'follow', rooms: { general: 3 } };
  const trace = marksOf(
    ['sent', follow],
    ['received', long],
    ['received', changes(20, 24, 4)],
    ['received', changes(24, 25)],
  );
  assert.deepEqual(trace, ['asking', 'catchingUp', 'catchingUp', undefined]);
});

test('a clean new window is catching up too', () => {
  assert.deepEqual(marksOf(['received', { ...changes(0, 9_000, 50), reset: true }]), [
    'catchingUp',
  ]);
});

test('signs of life are not marked, however often they go', () => {
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
