import assert from 'node:assert/strict';
import test from 'node:test';
import type { History } from '../../protocol/http.ts';
import { HistoryLoader } from './history-loader.ts';
import { newRoom } from '../state/reduce-room.ts';
import { emptyState, type Room } from '../state/state.ts';
import { summary } from '../test-support/test-kit.ts';

test('loads one page of a room at a time, and dispatches it with the place it was requested for', async () => {
  const { pages, trace } = paged();
  await Promise.all([pages.older(room('general', 9)), pages.older(room('general', 9))]);
  await Promise.all([pages.older(room('general', 4)), pages.older(room('tea', 2))]);
  assert.deepEqual(trace, [
    'asks general before 10',
    'general before 10 came',
    'asks general before 5',
    'asks tea before 3',
    'general before 5 came',
    'tea before 3 came',
  ]);
});

test('loads nothing for an unknown room, or before the start of one', async () => {
  const { pages, trace } = paged();
  await Promise.all([pages.older(undefined), pages.older(room('general', 0))]);
  assert.deepEqual(trace, []);
});

test('rejects on failure, and the next call tries again', async () => {
  const { pages, trace } = paged();
  await assert.rejects(pages.older(room('broken', 9)), TypeError);
  await assert.rejects(pages.older(room('broken', 9)), TypeError);
  assert.deepEqual(trace, ['asks broken before 10', 'asks broken before 10']);
});

test('fills the current room up to a page, and no other', async () => {
  const { pages, trace } = paged();
  const rooms = new Map([room('general', 9), room('tea', 2)].map((each) => [each.id, each]));
  pages.fill({ ...emptyState, rooms });
  pages.fill({ ...emptyState, rooms, current: 'tea' });
  pages.fill({ ...emptyState, rooms, current: 'nowhere' });
  const message = {
    id: 'm1',
    seq: 1,
    rev: 1,
    at: 0,
    author: { id: 'p', name: 'P' },
    kind: 'deleted',
  };
  const full = { ...room('full', 9), messages: Array.from({ length: 50 }, () => message) } as Room;
  pages.fill({ ...emptyState, rooms: new Map([['full', full]]), current: 'full' });
  await new Promise(setImmediate);
  assert.deepEqual(trace, ['asks tea before 3', 'tea before 3 came']);
});

test('ignores a failure of fill, which the next welcome repeats', async () => {
  const { pages, trace } = paged();
  const rooms = new Map([['broken', room('broken', 9)]]);
  pages.fill({ ...emptyState, rooms, current: 'broken' });
  await new Promise(setImmediate);
  pages.fill({ ...emptyState, rooms, current: 'broken' });
  await new Promise(setImmediate);
  assert.deepEqual(trace, ['asks broken before 10', 'asks broken before 10']);
});

function paged(): { pages: HistoryLoader; trace: string[] } {
  const trace: string[] = [];
  const history = async (name: string, before: number): Promise<History> => {
    trace.push(`asks ${name} before ${before}`);
    if (name === 'broken') throw new TypeError('fetch failed');
    return { room: name, rev: 9, messages: [], floor: 0 };
  };
  const pages = new HistoryLoader({ history }, (event) => {
    if (event.type === 'history') trace.push(`${event.history.room} before ${event.before} came`);
  });
  return { pages, trace };
}

function room(name: string, rev: number): Room {
  return newRoom(summary(name, rev));
}
