import type { Command } from '../../protocol/commands.ts';
import type { Frame } from '../../protocol/frames.ts';
import type { Passed } from '../wire/wire-log.ts';

/** What happens on the wire without a frame of our protocol. */
export type Happening = Exclude<Passed['is'], 'sent' | 'received' | 'cost'>;

export interface Meanings {
  sent: Record<Command['type'], string>;
  received: Record<Frame['type'], string>;
  happening: Record<Happening, string>;
  /** A frame of a newer server. */
  unknown: string;
}

/** What each kind of line in the list of frames is for, in one sentence. */
export const meaningsEn: Meanings = {
  sent: {
    follow: 'The page says which rooms it follows and up to which change it has them.',
    post: 'A message goes, with an id that the page chose: sent twice, it counts once.',
    edit: 'Another text for a message of one’s own.',
    delete: 'A message of one’s own is to be taken away.',
    react: 'An emoji is put on a message, or taken back.',
    read: 'You have seen everything up to this message: the count of unread ones follows.',
    typing: 'You are writing: a sign for the others, kept by nobody.',
    presence: 'Which room this tab looks at, and whether you are looking.',
    'people.find': 'Somebody is looked for in a room, by words of their name.',
    'game.propose': 'A game is proposed. It is a message, and so it is kept and sent like one.',
    'game.accept': 'You take the free seat of a game.',
    'game.withdraw': 'A proposal is taken back or declined.',
    'game.play': 'A move. “ply” says how many moves it answers to, so that none is played twice.',
    'game.resign': 'You give the game up.',
    'game.claim': 'You claim a game whose other player has been gone for too long.',
    'room.create': 'A new room is asked for.',
  },
  received: {
    welcome: 'The server’s first word: who you are, the rooms, and how often it will be heard.',
    changes: 'What is new in a room: messages, or changes to them, from one revision to the next.',
    ack: 'The server has it on disk: it is sent when nothing can be lost any more.',
    refused: 'The server did not do it, and says why.',
    room: 'Somebody made a room.',
    read: 'The server tells all your tabs how far you have read.',
    reaction: 'The server tells all your tabs which emoji you have put on a message.',
    typing: 'Who is writing in the room: a sign, kept by nobody and dropped first.',
    people: 'Who is in the room, as a list.',
    presence: 'Who came, went, or looked away since the last list.',
    found: 'Who was found in a room.',
    heartbeat: 'A sign of life. It tells where each room is, so that a lost change is noticed.',
    bye: 'The server goes away, and says when to come back.',
  },
  happening: {
    connecting:
      'The page asks for a connection; a WebSocket begins as an HTTP request that changes its protocol.',
    open: 'The server agreed: onopen is called, and both can speak at any time.',
    error: 'Something failed. A browser does not tell a page what it was.',
    close: 'The connection has ended: onclose is called with a code that says how.',
    retry: 'The page waits before it tries again, longer each time, and not as long as the others.',
    held: 'The wire was cut by hand and stays so: the page does not try by itself.',
    upgrading: 'Beside the way that works, the page tries whether a WebSocket gets through now.',
    fault: 'This frame was changed here, on purpose, by the failure lab.',
    polled: 'A question over HTTP: is there something new? It is asked every second, to compare.',
  },
  unknown: 'A frame of a newer server, which this page does not know.',
};
