import type { Room } from '../../client/state/state.ts';
import { replay } from '../../protocol/games/game.ts';
import { games } from '../../protocol/games/games.ts';
import type { GameMessage, Message } from '../../protocol/model.ts';
import type { ChaosPerson } from './person.ts';

const emoji = ['👍', '🎉', '😀', '❤️'];
/** How far back people look for a message to change or react to. */
const recent = 30;

/** The actions of people, with their weights. An action with nothing to act on posts instead. */
const actions: Readonly<Record<string, [weight: number, act: (person: ChaosPerson) => boolean]>> = {
  post: [40, () => false],
  edit: [12, edit],
  delete: [4, remove],
  react: [16, react],
  propose: [3, propose],
  accept: [6, accept],
  play: [20, play],
  resign: [0.5, resign],
  withdraw: [0.3, withdraw],
  again: [1, again],
};

const weights = Object.fromEntries(
  Object.entries(actions).map(([name, [weight]]) => [name, weight]),
);

/** One random action, through the client. */
export function doSomething(person: ChaosPerson): void {
  const [, act] = actions[person.random.weighted(weights)]!;
  if (!act(person)) post(person);
}

function post(person: ChaosPerson): void {
  const { name } = person.recorder.person;
  const text = `${name} ${person.recorder.events.length}`;
  const room = roomOf(person)?.id ?? 'general';
  person.ask((chat) => chat.post(room, text));
}

function edit(person: ChaosPerson): boolean {
  const message = ownText(person);
  if (message === undefined) return false;
  const text = `${person.recorder.person.name} ${person.recorder.events.length}, edited`;
  person.ask((chat) => chat.edit(message, text));
  return true;
}

function remove(person: ChaosPerson): boolean {
  const message = ownText(person);
  if (message === undefined) return false;
  person.ask((chat) => chat.delete(message));
  return true;
}

/** A text of the person's own: one in the room, or one still in the outbox. */
function ownText(person: ChaosPerson): string | undefined {
  const { id: own } = person.recorder.person;
  const shown = recentMessages(person).filter(
    ({ kind, author }) => kind === 'text' && author.id === own,
  );
  const written = person.state.outbox.filter(({ change }) => change.type === 'post');
  const waiting = written.flatMap(({ change }) => change.id);
  return person.random.pick([...shown.map(({ id }) => id), ...waiting]);
}

function react(person: ChaosPerson): boolean {
  const texts = recentMessages(person).filter(({ kind }) => kind === 'text');
  const message = person.random.pick(texts);
  if (message === undefined) return false;
  const on = person.random.chance(0.7);
  const sign = person.random.pick(emoji)!;
  person.ask((chat) => chat.react(message.id, sign, on));
  return true;
}

function propose(person: ChaosPerson): boolean {
  const { random } = person;
  const room = roomOf(person)?.id ?? 'general';
  const game = random.pick([...games.keys()])!;
  const others = [...person.state.rooms.values()].flatMap(({ people }) => people);
  const to = random.pick(others.filter(({ id }) => id !== person.recorder.person.id));
  person.ask((chat) => chat.games.propose(room, game, random.chance(0.3) ? to?.id : undefined));
  return true;
}

function accept(person: ChaosPerson): boolean {
  const { id: own } = person.recorder.person;
  const proposals = openGames(person).filter(
    ({ seats, invited }) =>
      seats.includes(null) && !isSeated(seats, own) && (invited?.id ?? own) === own,
  );
  const proposal = person.random.pick(proposals);
  if (proposal === undefined) return false;
  person.ask((chat) => chat.games.accept(proposal.id));
  return true;
}

/** A random move, sometimes an illegal one or one out of turn. */
function play(person: ChaosPerson): boolean {
  const { random } = person;
  const own = ownGames(person).filter(({ seats }) => !seats.includes(null));
  const isMine = ({ seats, moves }: GameMessage): boolean =>
    seats[moves.length % 2]?.id === person.recorder.person.id;
  const game = random.pick(random.chance(0.95) ? own.filter(isMine) : own);
  if (game === undefined) return false;
  const rules = games.get(game.game)!;
  const legal = rules.moves(replay(rules, game.moves));
  const move = random.chance(0.97) ? random.pick(legal) : random.between(0, 8);
  person.ask((chat) => chat.games.play(game.id, game.moves.length, move ?? 0));
  return true;
}

function resign(person: ChaosPerson): boolean {
  const game = person.random.pick(ownGames(person));
  if (game === undefined) return false;
  person.ask((chat) => chat.games.resign(game.id));
  return true;
}

function withdraw(person: ChaosPerson): boolean {
  const game = person.random.pick(ownGames(person).filter(({ seats }) => seats.includes(null)));
  if (game === undefined) return false;
  person.ask((chat) => chat.games.withdraw(game.id));
  return true;
}

function again(person: ChaosPerson): boolean {
  const { id: own } = person.recorder.person;
  const room = roomOf(person);
  const over = (room?.messages.slice(-recent) ?? []).filter(
    (message): message is GameMessage =>
      message.kind === 'game' && message.result !== undefined && isSeated(message.seats, own),
  );
  const game = person.random.pick(over);
  if (game === undefined || room === undefined) return false;
  person.ask((chat) => chat.games.again(room.id, game.game, game.id));
  return true;
}

function roomOf({ state, random }: ChaosPerson): Room | undefined {
  return random.pick([...state.rooms.values()]);
}

function recentMessages(person: ChaosPerson): readonly Message[] {
  return roomOf(person)?.messages.slice(-recent) ?? [];
}

function openGames({ state }: ChaosPerson): GameMessage[] {
  return [...state.games.values()].map(({ message }) => message);
}

function ownGames(person: ChaosPerson): GameMessage[] {
  return openGames(person).filter(({ seats }) => isSeated(seats, person.recorder.person.id));
}

function isSeated(seats: GameMessage['seats'], person: string): boolean {
  return seats.some((seat) => seat?.id === person);
}
