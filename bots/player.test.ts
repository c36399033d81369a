import assert from 'node:assert/strict';
import test from 'node:test';
import { limits } from '../protocol/limits.ts';
import type { GameMessage, OpenGame, Person } from '../protocol/model.ts';
import { refusal } from '../protocol/refusals.ts';
import { Chat } from '../client/chat.ts';
import {
  FakeTransport,
  ManualClock,
  summary,
  toto,
  welcome,
  zoe,
} from '../client/test-support/test-kit.ts';
import { Player } from './player.ts';

test('accepts a proposal to it after a pause, in any room, and no other', () => {
  const { clock, sent, change } = playing();
  change('general', proposal('to-room'));
  change('general', { ...proposal('to-zoe'), invited: zoe });
  change('tea', { ...proposal('to-toto'), invited: toto });
  clock.pass(399);
  assert.deepEqual(sent(), []);
  clock.pass(1);
  assert.deepEqual(sent(), ['game.accept to-toto']);
});

test('accepts a rematch that either player begins', () => {
  const { clock, sent, change } = playing();
  change('tea', { ...proposal('again'), seats: [null, zoe], invited: toto });
  clock.pass(400);
  assert.deepEqual(sent(), ['game.accept again']);
});

test('moves once when it is its turn, however often the game changes', () => {
  const { clock, sent, change } = playing();
  change('general', match('m', []));
  change('general', { ...match('m', []), gone: [1, null] });
  clock.pass(400);
  change('general', { ...match('m', []), gone: [null, null] });
  clock.pass(400);
  assert.deepEqual(sent(), ['game.play m after 0']);
});

test('waits for the other player, and answers each move', () => {
  const { clock, sent, ack, change } = playing();
  change('general', match('m', [4, 0]));
  clock.pass(400);
  ack();
  change('general', match('m', [4, 0, 8]));
  clock.pass(400);
  change('general', match('m', [4, 0, 8, 1]));
  clock.pass(400);
  assert.deepEqual(sent(), ['game.play m after 2', 'game.play m after 4']);
});

test('ignores games of others, and games with unknown rules', () => {
  const { clock, sent, change } = playing();
  change('general', { ...match('others', []), seats: [zoe, ada] });
  change('general', { ...match('unknown', []), game: 'chess' });
  clock.pass(400);
  assert.deepEqual(sent(), []);
});

test('makes no move in a game that has ended meanwhile', () => {
  const { clock, sent, change } = playing();
  change('general', match('m', []));
  change('general', { ...match('m', []), result: { is: 'won', seat: 0, by: 'resignation' } });
  clock.pass(400);
  assert.deepEqual(sent(), []);
});

test('makes no move in a game lost on time, and goes on with the next', () => {
  const { clock, sent, change } = playing();
  const won = { is: 'won', seat: 1, by: 'time' } as const;
  change('general', match('m', []));
  change('general', { ...match('m', []), result: won });
  change('general', { ...match('n', [4]), result: { ...won, seat: 0 } });
  clock.pass(400);
  assert.deepEqual(sent(), []);
});

test('continues after a reconnect from the games as they are then', () => {
  const { clock, sent, ack, reconnect } = playing([{ room: 'general', message: match('m', []) }]);
  clock.pass(400);
  assert.deepEqual(sent(), ['game.play m after 0']);
  // The move had arrived, and Zoé has replied: its own id is answered before the next is sent.
  reconnect([{ room: 'general', message: { ...match('m', [4, 0]), rev: 3 } }]);
  clock.pass(400);
  assert.deepEqual(sent(), ['game.play m after 0']);
  ack();
  assert.deepEqual(sent(), ['game.play m after 0', 'game.play m after 2']);
});

test('plans a refused move again when the game changes', () => {
  const { clock, sent, refuse, change } = playing();
  change('general', match('m', []));
  clock.pass(400);
  return refuse().then(() => {
    change('general', { ...match('m', []), gone: [1, null] });
    clock.pass(400);
    assert.deepEqual(sent(), ['game.play m after 0', 'game.play m after 0']);
  });
});

test('plays more games than a person may have', () => {
  const many = Array.from({ length: limits.games }, (_, n) => match(`m${n}`, [4]));
  const { clock, sent, change } = playing(many.map((message) => ({ room: 'tea', message })));
  change('general', { ...proposal('waits'), invited: toto });
  clock.pass(400);
  assert.deepEqual(sent(), ['game.accept waits']);
});

test('handles frames between two moves', () => {
  const { clock, ack, sent, change } = playing();
  change('general', match('one', []));
  change('general', match('two', []));
  clock.after(400, () => {
    change('general', { ...match('two', []), result: { is: 'won', seat: 1, by: 'resignation' } });
  });
  clock.pass(400);
  ack();
  clock.pass(400);
  assert.deepEqual(sent(), ['game.play one after 0']);
});

test('does not keep the messages of the room for ever', () => {
  const { chat, talk } = playing();
  for (let rev = 1; rev <= 1_200; rev++) talk(rev);
  const room = chat.store.get().rooms.get('general')!;
  assert.equal(room.rev, 1_200);
  assert.ok(room.messages.length <= 500);
  assert.deepEqual(
    room.messages.map(({ seq }) => seq),
    Array.from({ length: 1_200 - room.floor }, (_, n) => room.floor + 1 + n),
  );
});

const ada: Person = { id: 'p-ada', name: 'Ada' };

interface Wire {
  line?: FakeTransport;
  /** The game commands sent since the connection opened. */
  sent: Sent[];
}

/** A bot playing as Toto, connected and welcomed. */
function playing(games: OpenGame[] = []) {
  const clock = new ManualClock();
  const wire: Wire = { sent: [] };
  const openTransport = (): FakeTransport => {
    wire.sent = [];
    return (wire.line = new FakeTransport((what) => note(what, wire.sent)));
  };
  const chat = new Chat({ server: new URL('http://127.0.0.1:1'), clock, openTransport });
  new Player({ chat, level: 'perfect', clock });
  chat.open();
  welcomes(wire, games);
  const sent = (): string[] => wire.sent.map(describe);
  return {
    chat,
    clock,
    sent,
    ...answering(wire),
    ...changing(wire, chat),
    ...lasting(wire, clock),
  };
}

function welcomes({ line }: Wire, games: OpenGame[]): void {
  line!.onopen?.();
  line!.receives({ ...welcome(summary('general', 0), summary('tea', 0)), games });
}

/** The server acknowledges or refuse its last command. */
function answering(wire: Wire) {
  return {
    ack: () => wire.line!.receives({ type: 'ack', id: wire.sent.at(-1)!.id }),
    refuse: async () => {
      wire.line!.receives({ type: 'refused', id: wire.sent.at(-1)!.id, ...refusal('stale') });
      await new Promise(setImmediate);
    },
  };
}

function changing(wire: Wire, chat: Chat) {
  const says = (room: string, rev: number, message: object): void => {
    const messages = [{ ...message, rev }];
    wire.line!.receives({ type: 'changes', room, from: rev - 1, rev, messages });
  };
  return {
    change: (room: string, message: GameMessage) =>
      says(room, (chat.store.get().rooms.get(room)?.rev ?? 0) + 1, message),
    talk: (rev: number) =>
      says('general', rev, { ...proposal(`t${rev}`), seq: rev, kind: 'text', text: 'coucou' }),
  };
}

function lasting(wire: Wire, clock: ManualClock) {
  return {
    /** Lets seconds pass on a live connection. */
    keepAlive: (seconds: number) => {
      for (let second = 0; second < seconds; second++) {
        wire.line!.receives({ type: 'heartbeat', rooms: {} });
        clock.pass(1_000);
      }
    },
    /** Cuts the connection; it reconnects, and the welcome lists these games. */
    reconnect: (games: OpenGame[]) => {
      wire.line!.ends(1006);
      clock.pass(250);
      welcomes(wire, games);
    },
  };
}

interface Sent {
  type: string;
  id: string;
  message: string;
  ply?: number;
}

function note(what: string, sent: Sent[]): void {
  const command = what.startsWith('sends ') ? (JSON.parse(what.slice(6)) as Sent) : undefined;
  if (command?.type.startsWith('game.')) sent.push(command);
}

function describe({ type, message, ply }: Sent): string {
  return `${type} ${message}${ply === undefined ? '' : ` after ${ply}`}`;
}

function proposal(id: string): GameMessage {
  const placed = { id, seq: 1, rev: 1, author: zoe, at: 0 };
  const score: GameMessage['score'] = [0, 0];
  const gone: GameMessage['gone'] = [null, null];
  return { ...placed, kind: 'game', game: 'morpion', seats: [zoe, null], moves: [], gone, score };
}

/** A game that Toto, the bot, began against Zoé. */
function match(id: string, moves: number[]): GameMessage {
  return { ...proposal(id), seats: [toto, zoe], moves };
}
