import assert from 'node:assert/strict';
import test from 'node:test';
import type { Welcome } from '../../protocol/frames.ts';
import { limits } from '../../protocol/limits.ts';
import { blankRoom, newRoom } from '../state/reduce-room.ts';
import { isUpToDate, openingQuery, Resume } from './resume.ts';
import { emptyState, type State } from '../state/state.ts';
import { summary, welcome } from '../test-support/test-kit.ts';

test('follows every room from its held revision after a welcome', () => {
  const rooms = [summary('general', 9), summary('tea', 4), summary('blank', 3)];
  assert.deepEqual(
    new Resume().welcomed(holding({ general: 7, tea: 4, blank: 0 }), welcome(...rooms)),
    {
      type: 'follow',
      epoch: 'e1',
      rooms: { general: 7, tea: 4, blank: 0 },
    },
  );
});

test('does not follow the room whose changes come with the welcome', () => {
  const resume = new Resume();
  const rooms = [summary('general', 9), summary('tea', 4)];
  assert.deepEqual(
    [
      resume.welcomed(holding({ general: 7, tea: 4 }), {
        ...welcome(...rooms),
        follows: 'general',
      }),
      resume.changed(holding({ general: 7 }), changes(9, 10)),
      resume.welcomed(holding({ general: 7 }), { ...welcome(rooms[0]!), follows: 'general' }),
    ],
    [{ type: 'follow', epoch: 'e1', rooms: { tea: 4 } }, undefined, undefined],
  );
});

test('opens a connection with the current room and its held revision', () => {
  const state = holding({ general: 7 });
  assert.deepEqual(
    [
      openingQuery(state),
      openingQuery({ ...state, current: 'general', epoch: 'e1' }),
      openingQuery({ ...state, current: 'tea & cake' }),
      openingQuery({ ...state, current: '🎲'.repeat(limits.name) }).length > 0,
      openingQuery({ ...state, current: 'x'.repeat(limits.name + 1) }),
    ],
    ['', '?room=general&after=7&epoch=e1', '?room=tea+%26+cake&after=0', true, ''],
  );
});

test('requests a gap once, however many frames show it, and the next gap again', () => {
  const resume = new Resume();
  assert.deepEqual(
    [
      resume.changed(holding({ general: 4 }), changes(5, 6)),
      resume.changed(holding({ general: 4 }), changes(6, 7)),
      resume.changed(holding({ general: 7 }), changes(4, 7)),
      resume.changed(holding({ general: 8 }), changes(7, 8)),
      resume.changed(holding({ general: 8 }), changes(9, 10)),
    ],
    [follow(4), undefined, undefined, undefined, follow(8)],
  );
});

test('does not repeat a request of the welcome before its answer', () => {
  const resume = new Resume();
  resume.welcomed(
    holding({ general: 4, tea: 2 }),
    welcome(summary('general', 6), summary('tea', 2)),
  );
  assert.deepEqual(
    [
      resume.changed(holding({ general: 4 }), changes(6, 7)),
      resume.changed(holding({ general: 7 }), changes(4, 7)),
      resume.changed(holding({ general: 7 }), changes(8, 9)),
      resume.changed(holding({ tea: 2 }), { ...changes(3, 4), room: 'tea' }),
    ],
    [undefined, undefined, follow(7), { type: 'follow', rooms: { tea: 2 } }],
  );
});

test('requests at a heartbeat what is missing, even if it was requested before', () => {
  const resume = new Resume();
  const beat = { type: 'heartbeat', rooms: { general: 6, tea: 2, unknown: 9 } } as const;
  const state = holding({ general: 4, tea: 2 });
  assert.deepEqual(
    [resume.beat(state, beat), resume.changed(state, changes(6, 7)), resume.beat(state, beat)],
    [follow(4), undefined, follow(4)],
  );
  assert.equal(resume.beat(holding({ general: 6, tea: 3 }), beat), undefined);
});

test('forgets its requests when the connection ends', () => {
  const resume = new Resume();
  resume.changed(holding({ general: 4 }), changes(5, 6));
  resume.welcomed(holding({ general: 4 }), welcome(summary('general', 4)));
  assert.deepEqual(resume.changed(holding({ general: 4 }), changes(5, 6)), follow(4));
});

test('requests nothing for an unknown room', () => {
  assert.equal(new Resume().changed(holding({}), changes(5, 6)), undefined);
});

test('follows a new room from its start, unless it is known', () => {
  const made = { type: 'room', room: summary('tea', 1) } as const;
  assert.deepEqual(
    [new Resume().noticed(holding({}), made), new Resume().noticed(holding({ tea: 1 }), made)],
    [{ type: 'follow', rooms: { tea: 0 } }, undefined],
  );
});

test('finds any room that is missing from a heartbeat, whatever its name', () => {
  const beat = { type: 'heartbeat', rooms: { general: 4 } } as const;
  const state = holding({ general: 4, constructor: 2, tostring: 1 });
  assert.deepEqual(new Resume().beat(state, beat), {
    type: 'follow',
    rooms: { constructor: 2, tostring: 1 },
  });
});

test('follows a room again that a heartbeat does not list', () => {
  const resume = new Resume();
  const beat = (rooms: Record<string, number>) =>
    resume.beat(holding({ general: 4, tea: 2 }), { type: 'heartbeat', rooms });
  assert.deepEqual(
    [beat({ general: 4, tea: 2 }), beat({ general: 4 }), beat({ general: 5, tea: 2 }), beat({})],
    [
      undefined,
      { type: 'follow', rooms: { tea: 2 } },
      follow(4),
      { type: 'follow', rooms: { general: 4, tea: 2 } },
    ],
  );
});

test('a welcome behind the held state is out of date, in the same store', () => {
  const state = { ...holding({ general: 4, tea: 2 }), epoch: 'e1' };
  const knowing = (general: number): Welcome =>
    welcome(summary('general', general), summary('new', 0));
  assert.deepEqual(
    [knowing(3), knowing(4), knowing(5), { ...knowing(3), epoch: 'e2' }].map((frame) =>
      isUpToDate(state, frame),
    ),
    [false, true, true, true],
  );
  assert.equal(isUpToDate(state, { type: 'heartbeat', rooms: {} }), false);
});

function holding(rooms: Record<string, number>): State {
  const held = Object.entries(rooms).map(([name, rev]) => {
    const room = summary(name, rev);
    return [name, rev === 0 ? blankRoom(room) : newRoom(room)] as const;
  });
  return { ...emptyState, rooms: new Map(held) };
}

function changes(from: number, rev: number): Parameters<Resume['changed']>[1] {
  return { type: 'changes', room: 'general', from, rev, messages: [] };
}

function follow(general: number): ReturnType<Resume['beat']> {
  return { type: 'follow', rooms: { general } };
}
