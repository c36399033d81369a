import { refusals, type RefusalCode } from '../../protocol/refusals.ts';
import { counting, naming } from './counted.ts';

const plural = counting('en');
const list = naming('en', (count) => `${count} others`);

export const en = {
  generalRoom: 'general',

  // sign-in
  welcome: 'What is your name?',
  tagline: 'An open chat for everyone on this network. A name is enough.',
  yourName: 'Your name',
  join: 'Join',
  useName: (name: string) => `Use “${name}”`,
  retriesIn: (time: string) => `The server is busy. This page tries again in ${time}.`,
  unreachable: 'The server does not answer. Try again in a moment.',
  signedInElsewhere: (name: string) => `You signed in as ${name} in another tab.`,
  signedInHere: (name: string) => `This tab was signed in as ${name}.`,
  unsent: 'Not sent:',
  continueAs: (name: string) => `Continue as ${name}`,
  online: 'online',
  offline: 'offline',
  yourMenu: (name: string) => `${name}: rooms, theme, language, sign out`,
  theme: 'Theme',
  themes: { auto: 'System', light: 'Light', dark: 'Dark' },
  language: 'Language',
  settings: 'Settings…',
  isMyName: 'This name is mine',
  signOut: 'Sign out',
  signOutTitle: 'Sign out anyway?',
  signOutHint: 'Unsent messages and drafts will be lost.',

  // rooms
  rooms: 'Rooms',
  openRooms: 'Show the rooms',
  unread: (count: number) => plural(count, { one: '1 unread', other: `${count} unread` }),
  jump: 'Go to…',
  jumpTitle: 'Go to a room',
  roomOrder: 'Room order',
  roomOrders: { latest: 'Latest first', name: 'By name' },
  noMatch: 'No room found.',
  newRoom: 'New room',
  browseRooms: 'Browse all rooms',
  aboutRoom: 'About this room',
  privateRoom: 'Private room',
  archived: 'archived',
  roomArchived: 'This room is archived: it can be read, but not written in.',
  cancel: 'Cancel',
  unknownRoom: 'Unknown room',
  noSuchRoom: 'There is no such room, or you are not in it.',
  noLongerInRoom: 'You are no longer in this room, or it was deleted.',
  goToRoom: (room: string) => `Go to ${room}`,

  // what happened in a room
  invited: (name: string, people: readonly string[]) =>
    `${name} brought ${list(people)} into the room`,
  cameBack: (name: string) => `${name} came back`,
  left: (name: string) => `${name} left`,
  removed: (name: string, people: readonly string[]) => `${name} removed ${list(people)}`,
  renamed: (name: string, room: string) => `${name} named the room ${room}`,
  topicSet: (name: string, topic: string) => `${name} set the topic: ${topic}`,
  topicRemoved: (name: string) => `${name} removed the topic`,
  archivedBy: (name: string) => `${name} archived the room`,
  reopenedBy: (name: string) => `${name} reopened the room`,

  // people
  people: (count: number) =>
    plural(count, { one: '1 person here', other: `${count.toLocaleString('en')} people here` }),
  away: 'away',
  you: 'you',
  morePeople: (count: number) =>
    plural(count, { one: 'and 1 more', other: `and ${count.toLocaleString('en')} more` }),
  findPerson: 'Find a person',
  nobodyFound: 'Nobody found.',
  arrived: (names: readonly string[]) => `${list(names)} just joined`,
  typing: (names: readonly string[]) =>
    names.length > 3
      ? 'Several people are typing…'
      : `${list(names)} ${names.length === 1 ? 'is' : 'are'} typing…`,

  // messages
  messages: 'Messages',
  beginning: (room: string) => `This is the beginning of ${room}`,
  loadingOlder: 'Loading earlier messages…',
  retryOlder: 'Earlier messages could not be loaded. Try again',
  newMessages: 'New messages',
  toNewest: 'Go to the newest messages',
  newBelow: (count: number) =>
    plural(count, { one: '1 new message', other: `${count} new messages` }),
  authorAndTime: (name: string, time: string) => `${name}, ${time}`,
  textClient: 'text client',
  textClientHint: 'Sent from a plain-text client: this name is not verified.',
  sending: 'sending…',
  waiting: 'waiting to be sent',
  edited: 'edited',
  deleted: 'message deleted',
  newerMessage: 'Reload the page to see this message.',
  react: 'React',
  edit: 'Edit',
  editText: 'Edit the message',
  editHint: 'Enter saves, Esc cancels',
  save: 'Save',
  delete: 'Delete',
  deleteTitle: 'Delete this message?',
  deleteHint: 'Others will see that a message was deleted.',
  refused: 'Not sent.',
  editAgain: 'Edit again',
  sendAgain: 'Send again',
  discard: 'Discard',
  emoji: 'Emoji',

  // composer
  messageIn: (room: string) => `Message in ${room}`,
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
  waitsFor: (name: string) => `waiting for ${name}`,
  takeSeat: 'Play',
  withdraw: 'Withdraw',
  decline: 'Decline',
  resign: 'Resign',
  resignTitle: 'Resign this game?',
  resignHint: (other: string) => `${other} will win.`,
  claim: 'Claim the game',
  rematch: 'Rematch',
  takenBack: (name: string) => `${name} withdrew the proposal.`,
  notTaken: 'The proposal was declined or withdrawn.',
  lapsed: 'Nobody joined in time.',
  turnYours: (name: string) => `${name}, your turn`,
  turnOf: (name: string) => `${name} to move`,
  spectators: (count: number) =>
    plural(count, { one: '1 spectator', other: `${count} spectators` }),
  gone: (name: string, time: string) => `${name} has left: ${time} to come back.`,
  goneForLong: (name: string) => `${name} has been away too long.`,
  mayClaim: (name: string) => `${name} has been away too long: you may claim the game.`,
  won: (name: string) => `${name} wins.`,
  wonByResignation: (name: string, other: string) => `${name} wins: ${other} resigned.`,
  wonByAbsence: (name: string, other: string) => `${name} wins: ${other} did not come back.`,
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
  toNext: 'One move forward',
  toLast: 'To the end',
  moveOf: (move: number, all: number) => `Move ${move} of ${all}`,
  unknownGame: 'Reload the page to play this game.',

  // connection
  connecting: 'Connecting…',
  noConnection: 'No connection',
  noNetwork: 'No network.',
  sentLater: 'Your messages will be sent later.',
  endings: {
    1000: 'The connection was closed.',
    1001: 'The server is stopping.',
    1006: 'The connection was lost.',
    1008: 'The server ended the connection.',
    1009: 'A message was too large for the server.',
    1011: 'Server error.',
    1012: 'The server is restarting.',
    1013: 'The server is busy.',
  } as Record<number, string>,
  ending: 'The connection has ended.',
  closeCode: (code: number, clean: boolean) => `Code ${code}, ${clean ? 'clean' : 'not clean'}.`,
  retryIn: (time: string) => `Retrying in ${time}`,
  retrying: 'Retrying…',
  retryNow: 'Retry now',

  // what the browser cannot save
  storageCauses: {
    full: 'Your browser has no space left for this page.',
    forbidden: 'Your browser blocks storage for this page.',
  },
  textsNotStored: 'Unsent messages and settings are lost when you close this tab.',
  roomsNotStored: 'Conversations show only while the server can be reached.',
  understood: 'Understood',

  // the wire
  wire: 'The wire',
  showWire: 'Show the wire',
  hideWire: 'Hide the wire',
  transports: { websocket: 'WebSocket', stream: 'Stream', poll: 'Long poll' },
  fallbacks: {
    stream: 'WebSockets are blocked here: using server-sent events.',
    poll: 'WebSockets and streams are blocked here: using long polling.',
  },

  refusals: refusals as Record<RefusalCode, string>,
};

export type Words = typeof en;
