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

test('a proposal to it is taken after a pause, in whatever room; no other is', () => {
  const { clock, said, tells } = playing();
  tells('general', proposal('to-room'));
  tells('general', { ...proposal('to-zoe'), invited: zoe });
  tells('tea', { ...proposal('to-toto'), invited: toto });
  clock.pass(399);
  assert.deepEqual(said(), []);
  clock.pass(1);
  assert.deepEqual(said(), ['game.accept to-toto']);
});

test('a rematch is taken too, whoever begins', () => {
  const { clock, said, tells } = playing();
  tells('tea', { ...proposal('again'), seats: [null, zoe], invited: toto });
  clock.pass(400);
  assert.deepEqual(said(), ['game.accept again']);
});

test('when it is its turn it moves, once, however often the game is told', () => {
  const { clock, said, tells } = playing();
  tells('general', match('m', []));
  tells('general', { ...match('m', []), gone: [1, null] });
  clock.pass(400);
  tells('general', { ...match('m', []), gone: [null, null] });
  clock.pass(400);
  assert.deepEqual(said(), ['game.play m after 0']);
});

test('it waits for the other, and answers each move', () => {
  const { clock, said, answers, tells } = playing();
  tells('general', match('m', [4, 0]));
  clock.pass(400);
  answers();
  tells('general', match('m', [4, 0, 8]));
  clock.pass(400);
  tells('general', match('m', [4, 0, 8, 1]));
  clock.pass(400);
  assert.deepEqual(said(), ['game.play m after 2', 'game.play m after 4']);
});

test('games of others, and of rules that it does not know, are left alone', () => {
  const { clock, said, tells } = playing();
  tells('general', { ...match('others', []), seats: [zoe, ada] });
  tells('general', { ...match('unknown', []), game: 'chess' });
  clock.pass(400);
  assert.deepEqual(said(), []);
});

test('a game that ends while it thinks gets no move', () => {
  const { clock, said, tells } = playing();
  tells('general', match('m', []));
  tells('general', { ...match('m', []), result: { is: 'won', seat: 0, by: 'resignation' } });
  clock.pass(400);
  assert.deepEqual(said(), []);
});

test('a game that is lost on time while it thinks gets no move, and makes room', () => {
  const { clock, said, tells } = playing();
  const won = { is: 'won', seat: 1, by: 'time' } as const;
  tells('general', match('m', []));
  tells('general', { ...match('m', []), result: won });
  tells('general', { ...match('n', [4]), result: { ...won, seat: 0 } });
  clock.pass(400);
  assert.deepEqual(said(), []);
});

test('after a cut it goes on from the games as they are then', () => {
  const { clock, said, answers, cuts } = playing([{ room: 'general', message: match('m', []) }]);
  clock.pass(400);
  assert.deepEqual(said(), ['game.play m after 0']);
  // The move had arrived, and Zoé has replied: its own id is answered before the next goes.
  cuts([{ room: 'general', message: { ...match('m', [4, 0]), rev: 3 } }]);
  clock.pass(400);
  assert.deepEqual(said(), ['game.play m after 0']);
  answers();
  assert.deepEqual(said(), ['game.play m after 0', 'game.play m after 2']);
});

test('a move that was refused is thought over when the game is told again', () => {
  const { clock, said, refuses, tells } = playing();
  tells('general', match('m', []));
  clock.pass(400);
  return refuses().then(() => {
    tells('general', { ...match('m', []), gone: [1, null] });
    clock.pass(400);
    assert.deepEqual(said(), ['game.play m after 0', 'game.play m after 0']);
  });
});

test('it takes more games than a person may have', () => {
  const many = Array.from({ length: limits.games }, (_, n) => match(`m${n}`, [4]));
  const { clock, said, tells } = playing(many.map((message) => ({ room: 'tea', message })));
  tells('general', { ...proposal('waits'), invited: toto });
  clock.pass(400);
  assert.deepEqual(said(), ['game.accept waits']);
});

test('a game that is due while it thinks about others is heard of first', () => {
  const { clock, answers, said, tells } = playing();
  tells('general', match('one', []));
  tells('general', match('two', []));
  clock.after(400, () => {
    tells('general', { ...match('two', []), result: { is: 'won', seat: 1, by: 'resignation' } });
  });
  clock.pass(400);
  answers();
  clock.pass(400);
  assert.deepEqual(said(), ['game.play one after 0']);
});

test('what is said around it is not held for ever', () => {
  const { chat, hears } = playing();
  for (let rev = 1; rev <= 1_200; rev++) hears(rev);
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
  /** What it did in games since the line opened. */
  sent: Sent[];
}

/** A machine as Toto, on a line that has been welcomed. */
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
  const said = (): string[] => wire.sent.map(inWords);
  return { chat, clock, said, ...answering(wire), ...telling(wire, chat), ...lasting(wire, clock) };
}

function welcomes({ line }: Wire, games: OpenGame[]): void {
  line!.onopen?.();
  line!.receives({ ...welcome(summary('general', 0), summary('tea', 0)), games });
}

/** The server acknowledges, or refuses, the last of what it did. */
function answering(wire: Wire) {
  return {
    answers: () => wire.line!.receives({ type: 'ack', id: wire.sent.at(-1)!.id }),
    refuses: async () => {
      wire.line!.receives({ type: 'refused', id: wire.sent.at(-1)!.id, ...refusal('stale') });
      await new Promise(setImmediate);
    },
  };
}

function telling(wire: Wire, chat: Chat) {
  const says = (room: string, rev: number, message: object): void => {
    const messages = [{ ...message, rev }];
    wire.line!.receives({ type: 'changes', room, from: rev - 1, rev, messages });
  };
  return {
    tells: (room: string, message: GameMessage) =>
      says(room, (chat.store.get().rooms.get(room)?.rev ?? 0) + 1, message),
    hears: (rev: number) =>
      says('general', rev, { ...proposal(`t${rev}`), seq: rev, kind: 'text', text: 'coucou' }),
  };
}

function lasting(wire: Wire, clock: ManualClock) {
  return {
    /** So many seconds pass on a line that is alive. */
    lives: (seconds: number) => {
      for (let second = 0; second < seconds; second++) {
        wire.line!.receives({ type: 'heartbeat', rooms: {} });
        clock.pass(1_000);
      }
    },
    /** The line is cut, comes back, and a welcome tells these games. */
    cuts: (games: OpenGame[]) => {
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

function inWords({ type, message, ply }: Sent): string {
  return `${type} ${message}${ply === undefined ? '' : ` after ${ply}`}`;
}

function proposal(id: string): GameMessage {
  const placed = { id, seq: 1, rev: 1, author: zoe, at: 0 };
  const score: GameMessage['score'] = [0, 0];
  const gone: GameMessage['gone'] = [null, null];
  return { ...placed, kind: 'game', game: 'morpion', seats: [zoe, null], moves: [], gone, score };
}

/** A game that Toto, whom the machine is here, began against Zoé. */
function match(id: string, moves: number[]): GameMessage {
  return { ...proposal(id), seats: [toto, zoe], moves };
}
