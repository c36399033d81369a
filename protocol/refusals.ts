import { limits } from './limits.ts';

/**
 * The closed list of reasons why a command changes nothing, each as a sentence for people.
 * `given_up` and `forgotten` are the client's own, for a command that no server has answered.
 */
export const refusals = {
  invalid_json: 'This frame is not JSON.',
  invalid_command: 'A command is a JSON object.',
  unknown_command: 'There is no command of this type.',
  invalid_field: 'A field is missing or not of the right kind.',
  empty_text: 'There is nothing to say in this text.',
  text_too_long: `A message has at most ${count(limits.text)} characters.`,
  invalid_emoji: 'A reaction is one emoji.',
  too_many_reactions: `A message carries at most ${limits.reactions} different emoji.`,
  invalid_name: `A name has 1 to ${limits.name} visible characters.`,
  name_taken: 'This name is taken.',
  invalid_room_name: `A room name has 1 to ${limits.name} characters, a letter or digit among them.`,
  room_exists: 'There is a room of this name already, or of one with the same address.',
  topic_too_long: `A topic has at most ${limits.topic} characters.`,
  unknown_room: 'There is no such room.',
  unknown_message: 'There is no such message of yours.',
  unknown_game: 'There is no such game.',
  unknown_person: 'There is no such person.',
  too_many_games: `A person has at most ${limits.games} open games.`,
  too_many_bot_games: `A person has at most ${limits.botGames} open games with one robot.`,
  bot_busy: `This robot plays ${limits.allBotGames} games already; ask again later.`,
  seat_reserved: 'This seat is not for you.',
  not_started: 'Nobody has taken the other seat yet.',
  not_a_player: 'You do not play in this game.',
  not_your_turn: 'It is not your turn.',
  cell_taken: 'This place is taken.',
  invalid_move: 'This is not a move of this game.',
  game_over: 'This game is over.',
  stale: 'The game has moved on since.',
  not_gone: 'The other player is still here, or not gone for long enough.',
  id_reused: 'This id belongs to something else.',
  too_many_rooms: `There are ${count(limits.rooms)} rooms already, and no more fit.`,
  too_many_rooms_today: `One person makes at most ${limits.roomsPerDay} rooms a day, and one network ${limits.roomsPerAddress}.`,
  expired: 'This has waited for too long to be sent; do it again.',
  rate_limited: 'That was too fast; wait a little.',
  too_many_connections: 'Too many connections are open already; close one first.',
  too_large: 'A request has at most 64 KiB.',
  unauthenticated: 'Give a name first.',
  foreign_origin: 'This page belongs to another site.',
  misdirected: 'This server does not answer to that host name; http://NAME in ORIGINS lets it in.',
  unknown_subprotocol: 'The server speaks causette.v1, or plain text without a subprotocol.',
  unknown_connection: 'There is no such connection; open another one.',
  connection_required: 'This is for a connection; open one first.',
  unavailable: 'The server cannot keep anything at the moment; nothing was changed.',
  not_found: 'There is nothing at this address.',
  given_up: 'The connection was closed over this each time; it is not sent again.',
  forgotten: 'This was not sent: somebody else has signed in.',
  internal_error: 'Something went wrong here; it has been noted.',
} as const;

export type RefusalCode = keyof typeof refusals;

/** Why nothing changed. `path` points at the faulty field, `retryAfter` is in seconds. */
export interface Refusal {
  code: RefusalCode;
  message: string;
  path?: string;
  retryAfter?: number;
  /** A free name near the one that is taken. */
  suggestion?: string;
}

/** A refusal with its sentence; `details` may replace the sentence by a more exact one. */
export function refusal(code: RefusalCode, details: Partial<Omit<Refusal, 'code'>> = {}): Refusal {
  return { code, message: refusals[code], ...details };
}

function count(number: number): string {
  return number.toLocaleString('en');
}
