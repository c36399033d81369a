import { refusals, type RefusalCode } from '../../protocol/refusals.ts';
import { counting, naming } from './counted.ts';

const plural = counting('en');
const list = naming('en', (count) => `${count} others`);

export const en = {
  generalRoom: 'general',

  // who you are
  welcome: 'What shall we call you?',
  tagline: 'One line, open to everyone here. A name is enough.',
  yourName: 'Your name',
  comeIn: 'Come in',
  useName: (name: string) => `Take “${name}”`,
  goesOn: (time: string) =>
    `The server is busy. Stay here: this page goes on by itself in ${time}.`,
  unreachable: 'The server does not answer. Try again in a moment.',
  isNow: (name: string) => `In another tab, this browser is now ${name}.`,
  wasHere: (name: string) => `Here you were ${name}.`,
  notSent: 'Written here and not sent:',
  goOnAs: (name: string) => `Go on as ${name}`,
  online: 'online',
  offline: 'offline',
  yourMenu: (name: string) => `${name}: rooms, theme, language, sign out`,
  theme: 'Theme',
  themes: { auto: 'System', light: 'Light', dark: 'Dark' },
  language: 'Language',
  signOut: 'Sign out',
  signOutTitle: 'Sign out all the same?',
  signOutHint: 'What you have written and not sent will be lost.',

  // rooms
  rooms: 'Rooms',
  openRooms: 'Show the rooms',
  unread: (count: number) => plural(count, { one: '1 unread', other: `${count} unread` }),
  jump: 'Go to…',
  jumpTitle: 'Go to a room',
  roomOrder: 'Order of the rooms',
  roomOrders: { latest: 'Latest first', name: 'By name' },
  noMatch: 'No room is called that.',
  newRoom: 'New room',
  roomName: 'Name',
  roomTopic: 'Topic (optional)',
  roomAddress: (address: string) => `Address: ${address}`,
  roomIsThere: (room: string) => `There is # ${room} at this address already.`,
  create: 'Create the room',
  cancel: 'Cancel',
  noSuchRoom: (room: string) => `There is no room # ${room}.`,
  goToRoom: (room: string) => `Go to # ${room}`,

  // people
  people: (count: number) =>
    plural(count, { one: '1 person here', other: `${count.toLocaleString('en')} people here` }),
  away: 'away',
  you: 'you',
  morePeople: (count: number) =>
    plural(count, { one: 'and 1 more', other: `and ${count.toLocaleString('en')} more` }),
  findPerson: 'Find somebody',
  nobodyFound: 'Nobody here is called that.',
  arrived: (names: readonly string[]) => `${list(names)} just arrived`,
  typing: (names: readonly string[]) =>
    names.length > 3
      ? 'Several people are writing…'
      : `${list(names)} ${names.length === 1 ? 'is' : 'are'} writing…`,

  // messages
  messages: 'Messages',
  beginning: (room: string) => `This is the beginning of # ${room}`,
  loadingOlder: 'Loading earlier messages…',
  retryOlder: 'Earlier messages did not come. Try again',
  newMessages: 'New messages',
  toNewest: 'Go to the newest messages',
  newBelow: (count: number) =>
    plural(count, { one: '1 new message', other: `${count} new messages` }),
  said: (name: string, time: string) => `${name}, ${time}`,
  textClient: 'text client',
  textClientHint: 'Written from a program that speaks plain text: nobody has checked this name.',
  sending: 'sending…',
  waiting: 'waiting to be sent',
  edited: 'edited',
  deleted: 'message deleted',
  newerMessage: 'This message needs a newer page: reload this one.',
  react: 'React',
  edit: 'Edit',
  editText: 'Edit the message',
  editHint: 'Enter saves, Esc cancels',
  save: 'Save',
  delete: 'Delete',
  deleteTitle: 'Delete this message?',
  deleteHint: 'Everybody will see that there was one.',
  refused: 'Not sent.',
  editAgain: 'Edit again',
  sendAgain: 'Send again',
  discard: 'Discard',
  emoji: 'Emoji',

  // composer
  messageIn: (room: string) => `Message in # ${room}`,
  send: 'Send',
  onlyText: 'Files cannot be sent yet, only text.',
  characters: (count: string, most: string) => `${count} of ${most} characters`,

  // games
  games: { morpion: 'Tic-tac-toe', 'puissance-4': 'Connect Four' } as Record<string, string>,
  gamesNow: 'Games now',
  yourTurn: 'your turn',
  forYou: 'for you',
  turnInTitle: '▶ Your turn – ',
  proposeGame: 'Propose a game',
  whichGame: 'Game',
  proposeTo: 'Propose to',
  everyone: 'Everyone here',
  proposes: (name: string, whom: string | undefined) =>
    whom === undefined
      ? `${name} proposes a game to everyone here.`
      : `${name} proposes a game to ${whom}.`,
  freeSeat: 'free seat',
  waitsFor: (name: string) => `waits for ${name}`,
  takeSeat: 'Play',
  withdraw: 'Withdraw',
  decline: 'Decline',
  resign: 'Resign',
  resignTitle: 'Resign this game?',
  resignHint: (other: string) => `${other} wins it then.`,
  claim: 'Claim the game',
  rematch: 'Rematch',
  takenBack: (name: string) => `${name} has taken the proposal back.`,
  notTaken: 'The proposal was declined, or taken back.',
  lapsed: 'Nobody took the seat in time.',
  turnYours: (name: string) => `${name}, your turn`,
  turnOf: (name: string) => `${name} plays`,
  spectators: (count: number) =>
    plural(count, { one: '1 spectator', other: `${count} spectators` }),
  gone: (name: string, time: string) => `${name} is gone, with ${time} left to come back.`,
  goneForLong: (name: string) => `${name} is gone for too long.`,
  won: (name: string) => `${name} wins.`,
  wonByResignation: (name: string, other: string) => `${name} wins: ${other} has resigned.`,
  wonByAbsence: (name: string, other: string) => `${name} wins: ${other} stayed away.`,
  wonByTime: (name: string, other: string) => `${name} wins: ${other} did not move in time.`,
  drawn: 'A draw.',
  score: (names: readonly [string, string], [first, second]: readonly [number, number]) =>
    `${names[0]} ${first} – ${second} ${names[1]}`,
  scoreHint: 'Games won against each other in this room',
  board: (names: readonly [string, string]) => `Board of ${names[0]} and ${names[1]}`,
  cell: (row: string, column: string) => `row ${row}, column ${column}`,
  empty: 'empty',
  heldBy: (mark: string, name: string) => `${mark} of ${name}`,
  played: (name: string, cell: string) => `${name}: ${cell}.`,
  replay: 'Replay',
  toFirst: 'To the beginning',
  toPrevious: 'One move back',
  toNext: 'One move on',
  toLast: 'To the end',
  moveOf: (move: number, all: number) => `Move ${move} of ${all}`,
  unknownGame: 'This page does not know this game yet: reload it.',

  // connection
  connecting: 'Connecting…',
  noConnection: 'No connection',
  noNetwork: 'There is no network.',
  waits: 'What you write waits here.',
  endings: {
    1000: 'The connection was closed.',
    1001: 'The server is stopping.',
    1006: 'The connection was lost.',
    1008: 'The server ended the connection.',
    1009: 'A message was too large for the server.',
    1011: 'The server had a fault.',
    1012: 'The server is restarting.',
    1013: 'The server is busy.',
  } as Record<number, string>,
  ending: 'The connection has ended.',
  closeCode: (code: number, clean: boolean) => `Code ${code}, ${clean ? 'clean' : 'not clean'}.`,
  retryIn: (time: string) => `Next try in ${time}`,
  retrying: 'Trying again…',
  retryNow: 'Try now',

  // what the browser cannot save
  storageCauses: {
    full: 'Your browser has no space left for this page.',
    forbidden: 'Your browser lets this page keep nothing.',
  },
  textsNotStored: 'What you have not sent goes when you close this tab, and so do your settings.',
  roomsNotStored: 'Conversations are only shown while the server can be reached.',
  understood: 'Understood',

  // the wire
  wire: 'The wire',
  showWire: 'Show the wire',
  hideWire: 'Hide the wire',
  ways: { websocket: 'WebSocket', stream: 'Stream', poll: 'Long poll' },
  lower: {
    stream: 'WebSockets do not get through here: going on by server-sent events.',
    poll: 'Neither WebSockets nor streams get through here: going on by long polling.',
  },

  refusals: refusals as Record<RefusalCode, string>,
};

export type Words = typeof en;
