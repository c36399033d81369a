import { limits } from './limits.ts';

/**
 * The closed list of refusal codes, each with a sentence for people. `given_up` and `forgotten` are
 * set by the client itself, for a command that no server has answered.
 */
export const refusals = {
  invalid_json: 'This frame is not JSON.',
  invalid_command: 'A command is a JSON object.',
  unknown_command: 'There is no command of this type.',
  invalid_field: 'A field is missing or invalid.',
  empty_text: 'This message is empty.',
  text_too_long: `A message has at most ${count(limits.text)} characters.`,
  invalid_emoji: 'A reaction is one emoji.',
  too_many_reactions: `A message carries at most ${limits.reactions} different emoji.`,
  invalid_name: `A name has 1 to ${limits.name} visible characters.`,
  name_taken: 'This name is taken.',
  renamed_today: `A name can be changed once in ${limits.rename} hours.`,
  invalid_room_name: `A room name has 1 to ${limits.name} characters, a letter or digit among them.`,
  room_exists: 'There is already a room with this name or address.',
  topic_too_long: `A topic has at most ${limits.topic} characters.`,
  unknown_room: 'There is no such room.',
  room_archived: 'This room is archived: it can only be read.',
  not_in_room: 'You are not in this room; join it first.',
  not_allowed: 'You are not allowed to do this here.',
  too_many_members: `A private room has at most ${count(limits.members)} members.`,
  wrong_name: 'This is not the name of the room; nothing was deleted.',
  unknown_message: 'This message is not yours, or no longer exists.',
  unknown_game: 'There is no such game.',
  unknown_session: 'There is no such session.',
  unknown_person: 'There is no such person.',
  too_many_games: `A person has at most ${limits.games} open games.`,
  too_many_bot_games: `A person has at most ${limits.botGames} open games with one robot.`,
  bot_busy: `This robot plays ${limits.allBotGames} games already; ask again later.`,
  seat_reserved: 'This seat is reserved for somebody else.',
  not_started: 'Nobody has taken the other seat yet.',
  not_a_player: 'You do not play in this game.',
  not_your_turn: 'It is not your turn.',
  cell_taken: 'This cell is taken.',
  invalid_move: 'This is not a valid move.',
  game_over: 'This game is over.',
  stale: 'The game has changed in the meantime.',
  not_gone: 'The other player is still here, or has not been gone long enough.',
  id_reused: 'This id was already used; send a new one.',
  too_many_rooms: `There are already ${count(limits.rooms)} rooms, which is the limit.`,
  too_many_rooms_today: `One person can create at most ${limits.roomsPerDay} rooms a day, and one network ${limits.roomsPerAddress}.`,
  expired: 'This waited too long to be sent; do it again.',
  rate_limited: 'That was too fast; wait a little.',
  too_many_connections: 'Too many connections are open already; close one first.',
  too_large: 'A request has at most 64 KiB.',
  unauthenticated: 'Sign in first.',
  invalid_code: 'This link or code is not valid; it may be used, expired or mistyped.',
  too_many_attempts: 'Too many wrong links or codes; wait before the next one.',
  foreign_origin: 'This page belongs to another site.',
  misdirected:
    'This server does not accept that host name; add http://NAME to ORIGINS to allow it.',
  unknown_subprotocol: 'The server speaks causette.v1, or plain text without a subprotocol.',
  unknown_connection: 'There is no such connection; open another one.',
  connection_required: 'This command needs a connection; open one first.',
  unavailable: 'The server cannot store anything at the moment; nothing was changed.',
  not_found: 'There is nothing at this address.',
  given_up: 'Sending this closed the connection each time; it was given up.',
  forgotten: 'This was not sent: another person has signed in.',
  internal_error: 'Server error; it has been logged.',
} as const;

export type RefusalCode = keyof typeof refusals;

/**
 * Why a command had no effect. `path` is a JSON pointer to the faulty field; `retryAfter` is in
 * seconds.
 */
export interface Refusal {
  code: RefusalCode;
  message: string;
  path?: string;
  retryAfter?: number;
  /** A free name similar to the one that is taken. */
  suggestion?: string;
}

/** A refusal with its sentence; `details` may replace it by a more exact one. */
export function refusal(code: RefusalCode, details: Partial<Omit<Refusal, 'code'>> = {}): Refusal {
  return { code, message: refusals[code], ...details };
}

function count(number: number): string {
  return number.toLocaleString('en');
}
