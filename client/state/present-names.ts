import type { Message, OpenGame, Person } from '../../protocol/model.ts';
import type { Room, State } from './state.ts';

/** The present names of people who were called otherwise before, by their id. */
export type Names = ReadonlyMap<string, string>;

/** The state with names changed everywhere. A message without a change stays the same object. */
export function withNames(state: State, people: readonly Person[]): State {
  if (people.length === 0) return state;
  const names = new Map([...state.names, ...people.map(({ id, name }) => [id, name] as const)]);
  const rooms = [...state.rooms].map(([id, room]): [string, Room] => [
    id,
    {
      ...room,
      messages: withPresentNames(room.messages, names),
      strays: withPresentNames(room.strays, names),
    },
  ]);
  const games = [...state.games].map(([id, game]): [string, OpenGame] => [
    id,
    { ...game, message: named(game.message, names) },
  ]);
  return { ...state, names, rooms: new Map(rooms), games: new Map(games) };
}

/** Messages as they name their people at present. */
export function withPresentNames<Each extends Message>(
  messages: readonly Each[],
  names: Names,
): Each[] {
  if (names.size === 0) return messages as Each[];
  return messages.map((message) => named(message, names));
}

function named<Each extends Message>(message: Each, names: Names): Each {
  // Every person in a message is an object with an id and a name.
  const change = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const fields = Object.entries(value).map(([key, field]) => [key, change(field)] as const);
    const isSame = fields.every(([key, field]) => field === (value as never)[key]);
    const next = isSame
      ? value
      : Array.isArray(value)
        ? fields.map(([, f]) => f)
        : Object.fromEntries(fields);
    const { id, name, via } = next as Partial<Person>;
    const present = name === undefined || via !== undefined ? undefined : names.get(id ?? '');
    return present === undefined || present === name ? next : { ...next, name: present };
  };
  return change(message) as Each;
}
