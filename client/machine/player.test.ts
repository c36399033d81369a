import assert from 'node:assert/strict';
import test from 'node:test';
import { limits } from '../../protocol/limits.ts';
import type { GameMessage, OpenGame, Person } from '../../protocol/model.ts';
import { refusal } from '../../protocol/refusals.ts';
import { Chat } from '../chat.ts';
import { FakeTransport, HandClock, summary, toto, welcome, zoe } from '../testing.ts';
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

test('who holds as many games as may be takes the next when one has ended', () => {
  const many = Array.from({ length: limits.games }, (_, n) => match(`m${n}`, [4]));
  const { clock, said, tells } = playing(many.map((message) => ({ room: 'tea', message })));
  tells('general', { ...proposal('waits'), invited: toto });
  clock.pass(400);
  assert.deepEqual(said(), []);
  tells('tea', { ...match('m7', [4]), result: { is: 'drawn' } });
  clock.pass(400);
  assert.deepEqual(said(), ['game.accept waits']);
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

interface Playing {
  chat: Chat;
  clock: HandClock;
  /** What it did in games since the line opened: each command, its game, and the ply. */
  said: () => string[];
  /** The server acknowledges, or refuses, the last of it. */
  answers: () => void;
  refuses: () => Promise<void>;
  tells: (room: string, message: GameMessage) => void;
  hears: (rev: number) => void;
  /** The line is cut, comes back, and a welcome tells these games. */
  cuts: (games: OpenGame[]) => void;
}

function playing(games: OpenGame[] = []): Playing {
  const clock = new HandClock();
  let sent: Sent[] = [];
  let line: FakeTransport | undefined;
  const openTransport = (): FakeTransport => {
    sent = [];
    line = new FakeTransport((what) => note(what, sent));
    return line;
  };
  const chat = new Chat({ server: new URL('http://127.0.0.1:1'), clock, openTransport });
  new Player({ chat, level: 'perfect', clock });
  const opens = (told: OpenGame[]): void => {
    line!.onopen?.();
    line!.says({ ...welcome(summary('general', 0), summary('tea', 0)), games: told });
  };
  const tells = (room: string, message: GameMessage): void => {
    const rev = (chat.store.get().rooms.get(room)?.rev ?? 0) + 1;
    const messages = [{ ...message, rev }];
    line!.says({ type: 'changes', room, from: rev - 1, rev, messages });
  };
  const hears = (rev: number): void => {
    const placed = { id: `t${rev}`, seq: rev, rev, author: zoe, at: rev };
    const messages = [{ ...placed, kind: 'text', text: 'coucou' }];
    line!.says({ type: 'changes', room: 'general', from: rev - 1, rev, messages });
  };
  const refuses = async (): Promise<void> => {
    line!.says({ type: 'refused', id: sent.at(-1)!.id, ...refusal('stale') });
    await new Promise(setImmediate);
  };
  const cuts = (told: OpenGame[]): void => {
    line!.ends(1006);
    clock.pass(250);
    opens(told);
  };
  const answers = (): void => line!.says({ type: 'ack', id: sent.at(-1)!.id });
  chat.open();
  opens(games);
  return { chat, clock, said: () => sent.map(inWords), answers, refuses, tells, hears, cuts };
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
