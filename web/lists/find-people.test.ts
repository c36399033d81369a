import assert from 'node:assert/strict';
import test from 'node:test';
import type { Api } from '../../client/transport/api.ts';
import { newRoom } from '../../client/state/reduce-room.ts';
import { emptyState, type State } from '../../client/state/state.ts';
import { Store } from '../../client/state/store.ts';
import { summary, toto, zoe } from '../../client/test-support/test-kit.ts';
import type { Person } from '../../protocol/model.ts';
import { findOpponents, opponentNamed } from '../game/find-opponents.ts';
import { findPeople } from './find-people.ts';

const robot = { id: 'robot', name: 'Robot' };
const far = { id: 'p-far', name: 'Zoé Durand' };

test('searches locally when the list of the room is complete', async () => {
  const { chat, room, requests } = chatWith([zoe, toto], 2);
  const all = await findPeople(chat, room, ' ');
  assert.deepEqual([names(all.people), all.found], [['Toto', 'Zoé'], 2]);
  const found = await findPeople(chat, room, 'ZO');
  assert.deepEqual([names(found.people), found.found], [['Zoé'], 1]);
  assert.deepEqual(requests, []);
});

test('asks the server when the list is incomplete, and knows how many there are', async () => {
  const { chat, room, requests } = chatWith([zoe], 1_003);
  const all = await findPeople(chat, room, '');
  assert.deepEqual([names(all.people), all.found], [['Toto', 'Zoé'], 1_003]);
  const found = await findPeople(chat, room, ' zo ');
  assert.deepEqual([names(found.people), found.found], [['Zoé', 'Zoé Durand'], 70]);
  assert.deepEqual(requests, ['general: zo']);
});

test('opponents are the robots, in every room, and the other people there', async () => {
  const { chat } = chatWith([zoe, toto], 1_003);
  assert.deepEqual(names(await findOpponents(chat, 'o')), ['Robot', 'Zoé', 'Zoé Durand']);
  assert.equal(await opponentNamed(chat, 'robot'), robot);
  assert.equal((await opponentNamed(chat, 'zoe durand'))?.id, far.id);
  assert.equal(await opponentNamed(chat, 'zo'), undefined);
  assert.equal(await opponentNamed(chat, 'Toto'), undefined);
});

function chatWith(people: Person[], count: number) {
  const here = people.map((person) => ({ ...person, away: false }));
  const room = { ...newRoom(summary('general', 1)), people: here, count };
  const requests: string[] = [];
  const api = {
    people: async (name: string, text: string) => {
      requests.push(`${name}: ${text}`);
      const found = [zoe, far].map((person) => ({ ...person, away: false }));
      return { room: name, count, found: 70, people: found };
    },
  } as unknown as Api;
  const rooms = new Map([['general', room]]);
  const state: State = { ...emptyState, you: toto, current: 'general', bots: [robot], rooms };
  return { chat: { api, store: new Store(state) }, room, requests };
}

function names(people: readonly Person[]): string[] {
  return people.map(({ name }) => name);
}
