import assert from 'node:assert/strict';
import test from 'node:test';
import type { Api } from '../../client/api.ts';
import { newRoom } from '../../client/state/reduce-room.ts';
import { emptyState, type State } from '../../client/state/state.ts';
import { Store } from '../../client/state/store.ts';
import { summary, toto, zoe } from '../../client/test-support/test-kit.ts';
import type { Person } from '../../protocol/model.ts';
import { findOpponents, opponentNamed } from '../game/find-opponents.ts';
import { findPeople } from './find-people.ts';

const robot = { id: 'robot', name: 'Robot' };
const far = { id: 'p-far', name: 'Zoé Durand' };

test('in a room whose list names everybody nobody is asked', async () => {
  const { chat, room, asked } = placeWith([zoe, toto], 2);
  const all = await findPeople(chat, room, ' ');
  assert.deepEqual([names(all.people), all.found], [['Toto', 'Zoé'], 2]);
  const found = await findPeople(chat, room, 'ZO');
  assert.deepEqual([names(found.people), found.found], [['Zoé'], 1]);
  assert.deepEqual(asked, []);
});

test('in a crowd the server is asked, and how many there are is known', async () => {
  const { chat, room, asked } = placeWith([zoe], 1_003);
  const all = await findPeople(chat, room, '');
  assert.deepEqual([names(all.people), all.found], [['Toto', 'Zoé'], 1_003]);
  const found = await findPeople(chat, room, ' zo ');
  assert.deepEqual([names(found.people), found.found], [['Zoé', 'Zoé Durand'], 70]);
  assert.deepEqual(asked, ['general: zo']);
});

test('robots can be asked for a game in every room, and whoever is there but oneself', async () => {
  const { chat } = placeWith([zoe, toto], 1_003);
  assert.deepEqual(names(await findOpponents(chat, 'o')), ['Robot', 'Zoé', 'Zoé Durand']);
  assert.equal(await opponentNamed(chat, 'robot'), robot);
  assert.equal((await opponentNamed(chat, 'zoe durand'))?.id, far.id);
  assert.equal(await opponentNamed(chat, 'zo'), undefined);
  assert.equal(await opponentNamed(chat, 'Toto'), undefined);
});

function placeWith(people: Person[], count: number) {
  const here = people.map((person) => ({ ...person, away: false }));
  const room = { ...newRoom(summary('general', 1)), people: here, count };
  const asked: string[] = [];
  const api = {
    people: async (name: string, text: string) => {
      asked.push(`${name}: ${text}`);
      const found = [zoe, far].map((person) => ({ ...person, away: false }));
      return { room: name, count, found: 70, people: found };
    },
  } as unknown as Api;
  const rooms = new Map([['general', room]]);
  const state: State = { ...emptyState, you: toto, current: 'general', bots: [robot], rooms };
  return { chat: { api, store: new Store(state) }, room, asked };
}

function names(people: readonly Person[]): string[] {
  return people.map(({ name }) => name);
}
