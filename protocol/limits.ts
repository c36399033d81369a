/** The subprotocol of the JSON language on `/ws`; without it a client speaks plain text. */
export const subprotocol = 'causette.v1';
/** What a token begins with as a further subprotocol: a page can tell a WebSocket nothing else. */
export const tokenProtocol = 'causette.token.';

/** The room that always exists, and where a client without an opinion lands. */
export const defaultRoom = 'general';

/** Every number that both ends must agree on. Characters are Unicode code points. */
export const limits = {
  /** Bytes of one frame from a client. */
  frame: 65_536,
  /** Characters of one message. */
  text: 4_000,
  /** Characters of a person's name, and of a room's as it is written. */
  name: 32,
  /** Characters of a name as it is typed: it may still be decomposed, or have spaces around it. */
  typedName: 128,
  /** Characters of any id: of a command, a message, a person, a store. */
  id: 64,
  /** Characters of one emoji; the longest has 10. */
  emoji: 16,
  /** Commands in one request over HTTP. */
  commands: 1_000,
  /** Characters of what a room says about itself. */
  topic: 200,
  /** Different emoji on one message. */
  reactions: 20,
  /** People whom a message names for each emoji: with 20 emoji it is not much larger than a text. */
  reactionNames: 10,
  /** Rooms on one server: few enough for every page to follow them all. */
  rooms: 1_000,
  /** Messages in a page of history, in a reset, and in a step of catching up. */
  page: 50,
  /** Bytes of the messages in those, as they are kept; a single message may be longer. */
  pageBytes: 262_144,
  /** Unread messages are counted no further than this. */
  unread: 100,
  /** Changed messages that one catching up carries; a longer absence is a reset. */
  catchUp: 1_000,
  /** People named in a list of who is here; the count goes on above it. */
  people: 200,
  /** Of those, the ones who spoke last in a crowd: whoever speaks there is in the list. */
  voices: 20,
  /** People in the answer to a search; how many there are is said. */
  found: 50,
  /** Open games that one person takes part in; a robot has more. */
  games: 20,
  /** Hours after which a proposal that nobody took is closed. */
  proposal: 24,
  /** Hours after which whoever is to move and does not has lost. */
  turn: 24,
  /** The same in a game with a robot, in minutes: a robot has only so many games. */
  robotTurn: 10,
  /** Open games of one person with one robot, of all guests together, and of all people. */
  botGames: 3,
  guestRobotGames: 100,
  allBotGames: 200,
  /** Connections, streams and polls that one person may have open. */
  connections: 50,
  /** Rooms that one person makes in 24 hours. */
  roomsPerDay: 20,
  /** Rooms that one address makes in 24 hours, under whatever names. */
  roomsPerAddress: 100,
  /** Days of the server's running for which the answer to a change is given again to whoever sends it again. */
  answers: 30,
  /** Days for which a change may wait in a client to be sent; a message may for ever. */
  outbox: 21,
  /** Days of the server's running without use after which a session is over. */
  session: 90,
  /** Seconds for which "is writing" holds without a further sign. */
  typing: 5,
} as const;
