/** The subprotocol of the JSON protocol on `/ws`; without it a client speaks plain text. */
export const subprotocol = 'causette.v1';
/** The prefix of a token sent as a subprotocol: a page cannot set other headers of a WebSocket. */
export const tokenProtocol = 'causette.token.';

/** The room that always exists, and where clients start. */
export const defaultRoom = 'general';

/** The limits that both ends share. Characters are Unicode code points. */
export const limits = {
  /** Bytes of one frame from a client. */
  frame: 65_536,
  /** Characters of a message. */
  text: 4_000,
  /** Characters of the name of a person or a room. */
  name: 32,
  /** Characters of a name as typed: it may be decomposed, or have spaces around it. */
  typedName: 128,
  /** Characters of any id: of a command, a message, a person, a store. */
  id: 64,
  /** Characters of an emoji; the longest has 10. */
  emoji: 16,
  /** Commands in one HTTP request. */
  commands: 1_000,
  /** Characters of a room's topic. */
  topic: 200,
  /** Different emoji on one message. */
  reactions: 20,
  /** People named per emoji of a message: keeps a message with 20 emoji small. */
  reactionNames: 10,
  /** Members of a private room. */
  members: 1_000,
  /** People invited into a room by one command. */
  invited: 100,
  /** Rooms on one server: few enough for every page to follow them all. */
  rooms: 1_000,
  /** Messages in a page of history, in a reset, and in a step of a catch-up. */
  page: 50,
  /** Bytes of messages in those, as stored; a single message may be longer. */
  pageBytes: 262_144,
  /** Unread messages are counted up to this number. */
  unread: 100,
  /** Changed messages in one catch-up; a longer absence causes a reset. */
  catchUp: 1_000,
  /** People in the list of a room; the count goes on above it. */
  people: 200,
  /** Of those, the latest authors in a large room: an author is always in the list. */
  voices: 20,
  /** People in the answer to a search, which also has their total. */
  found: 50,
  /** Open games of one person; a bot may have more. */
  games: 20,
  /** Hours after which an open proposal expires. */
  proposal: 24,
  /** Hours to make a move; after that the game is lost. */
  turn: 24,
  /** Minutes to make a move against a bot, which has a limited number of games. */
  robotTurn: 10,
  /** Open games of one person with one bot, of all guests together, and of everyone. */
  botGames: 3,
  guestRobotGames: 100,
  allBotGames: 200,
  /** Open connections, streams and polls of one person. */
  connections: 50,
  /** Rooms that one person can create in 24 hours. */
  roomsPerDay: 20,
  /** Rooms that one address can create in 24 hours, under any name. */
  roomsPerAddress: 100,
  /**
   * Days of server running time for which the answer to a change is repeated when it is sent again.
   */
  answers: 30,
  /** Days that a change may wait in a client to be sent; a message may wait for ever. */
  outbox: 21,
  /** Days of server running time without use after which a session expires. */
  session: 90,
  /** Hours between two changes of a person's name. */
  rename: 24,
  /** People in the welcome whose messages may have an earlier name. */
  renamed: 1_000,
  /** Seconds for which a link for another device is valid. */
  deviceLink: 300,
  /** Characters of the secret of such a link, and of a recovery code as typed. */
  secret: 128,
  /** Wrong links and recovery codes from one address, and for one name, within an hour. */
  attempts: 10,
  /** Seconds for which "is typing" holds without a further command. */
  typing: 5,
} as const;
