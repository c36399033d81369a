import type { Changes, Signals } from '../../protocol/commands.ts';

/** What each command does: a sentence for the docs. A command without one does not compile. */
export const meanings: Readonly<Record<keyof Changes | keyof Signals, string>> = {
  post: 'Posts a message in a room. The id becomes the id of the message.',
  edit: 'Replaces the text of one of your own messages.',
  delete: 'Deletes one of your own messages. A message of kind `deleted` keeps its place.',
  react: 'Puts an emoji on a message, or takes it back. Your other tabs get `reaction`.',
  read: 'Marks a room as read up to `seq`. Your other tabs get `read`.',
  'game.propose': 'Proposes a game, as a message of kind `game`.',
  'game.accept': 'Takes the free seat of a proposed game.',
  'game.withdraw': 'Takes your own proposal back, or declines one that was made to you.',
  'game.play': 'Makes a move. It is refused as `stale` if `ply` is not the number of moves made.',
  'game.resign': 'Gives the game up.',
  'game.claim': 'Wins the game if the other player has been away for longer than the grace.',
  'room.create':
    'Creates a room. The answer names it in `room`. A private room has the author and `people` as its first members.',
  'room.change': 'Changes the name or the topic of a room, or both. For its `maker`.',
  'room.invite': 'Puts people into a private room. Each member may do it.',
  'room.remove': 'Takes a person out of a private room. For its `maker`.',
  'room.join': 'Comes back into an open room that you have left.',
  'room.leave':
    'Leaves a room. Your open games there are given up. The last member who leaves a private room archives it.',
  'room.archive':
    'Archives a room: it can be read and not written in. Or reopens it. For its `maker`.',
  'room.delete': 'Deletes a room, its messages and its games for everyone. For its `maker`.',
  follow: 'Sends `changes` of these rooms from these revisions on, and then live.',
  typing: 'Shows the room that you are writing. The others get `typing`.',
  presence: 'Sets the room that you look at. You get `people`, and then `presence` on each change.',
  'people.find': 'Finds people of a room by words of their names. You get `found`.',
};
