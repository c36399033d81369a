import type { Command } from '../../protocol/commands.ts';
import type { Frame } from '../../protocol/frames.ts';
import type { LogEntry } from '../wire/log-entry.ts';

/** Log entries that are not frames of our protocol. */
export type WireEvent = Exclude<LogEntry['is'], 'sent' | 'received' | 'cost'>;

export interface Meanings {
  sent: Record<Command['type'], string>;
  received: Record<Frame['type'], string>;
  events: Record<WireEvent, string>;
  /** For a frame type of a newer server. */
  unknown: string;
}

/** The meaning of each kind of log entry, in one sentence. */
export const meaningsEn: Meanings = {
  sent: {
    follow: 'The page says which rooms it follows, and the last change it has of each.',
    post: 'A new message, with an id that the page chose: sent twice, it counts once.',
    edit: 'Changes the text of one of your messages.',
    delete: 'Deletes one of your messages.',
    react: 'Adds an emoji to a message, or removes it.',
    read: 'You have read everything up to this message: this sets the unread count.',
    typing: 'You are typing: a signal for the others, not stored.',
    presence: 'Which room this tab shows, and whether you are looking at it.',
    'people.find': 'Searches people in a room by words of their names.',
    'game.propose': 'Proposes a game. A game is a message, stored and sent like any other.',
    'game.accept': 'You take the free seat of a game.',
    'game.withdraw': 'Withdraws or declines a proposal.',
    'game.play': 'A move. “ply” is the number of moves before it, so that none is played twice.',
    'game.resign': 'You resign the game.',
    'game.claim': 'You claim a game whose other player has been away too long.',
    'room.create': 'Creates a room, open or private.',
    'room.change': 'Changes the name or the topic of a room; its address stays.',
    'room.invite': 'Brings people into a private room.',
    'room.remove': 'Takes a person out of a private room.',
    'room.join': 'You come back into an open room.',
    'room.leave': 'You leave a room.',
    'room.archive': 'Archives a room, which can then only be read, or reopens it.',
    'room.delete': 'Deletes a room for everyone.',
  },
  received: {
    welcome: 'The first frame from the server: who you are, the rooms, and the heartbeat interval.',
    changes: 'New messages of a room, or changes to messages, from one revision to the next.',
    ack: 'The command is stored on disk: it can no longer be lost.',
    refused: 'The server refused the command, and says why.',
    room: 'A room has come, has changed, or is gone for you.',
    renamed: 'Somebody has another name now: the page shows it in earlier messages too.',
    read: 'Tells all your tabs how far you have read.',
    reaction: 'Tells all your tabs which emoji you added to a message.',
    typing: 'Who is typing in the room: a signal, not stored, and dropped first under load.',
    people: 'The list of people in the room.',
    presence: 'Who joined, left, or looked away since the last list.',
    found: 'The people that a search found.',
    heartbeat:
      'Shows that the connection works. It carries the revision of each room, so that a lost change is noticed.',
    bye: 'The server is shutting down, and says when to reconnect.',
  },
  events: {
    connecting:
      'The page opens a connection; a WebSocket begins as an HTTP request that changes its protocol.',
    open: 'The server accepted: onopen is called, and both sides can send at any time.',
    error: 'Something failed. A browser does not tell a page what.',
    close: 'The connection has ended: onclose is called with a code that says how.',
    retry: 'The page waits a random time before it retries, up to a limit that grows each time.',
    held: 'The wire was cut by hand: the page does not reconnect by itself.',
    upgrading: 'The page tests beside the current transport whether a WebSocket works now.',
    fault: 'The failure lab injected a fault into this frame.',
    polled: 'An HTTP request for new changes, sent every second to compare.',
  },
  unknown: 'A frame of a newer server that this page does not know.',
};
