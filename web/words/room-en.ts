import { counting } from './counted.ts';

const plural = counting('en');

/** The texts of the dialogs about rooms. */
export const roomEn = {
  // a new room
  roomName: 'Name',
  roomTopic: 'Topic (optional)',
  address: (address: string) => `Address: ${address}`,
  isThere: (room: string) => `# ${room} already has this address.`,
  create: 'Create the room',
  whoMayRead: 'Who can read it',
  kinds: { open: 'Everyone', private: 'Only its members' },
  openHint: 'Everyone can find this room, read it and write in it.',
  privateHint: 'Only its members know that this room exists.',

  // people
  bringIn: 'Bring people in',
  findPeople: 'Find people by name',
  found: 'People found',
  chosen: 'People chosen',
  notThis: (name: string) => `Do not bring in ${name}`,
  readAll: 'New members can read everything that was written here before.',
  invite: (count: number) =>
    plural(count, { one: 'Bring 1 person in', other: `Bring ${count} people in` }),
  members: (count: number) => plural(count, { one: '1 member', other: `${count} members` }),
  maker: 'created this room',
  remove: 'Remove',
  removeOne: (name: string) => `Remove ${name}`,
  removeTitle: (name: string) => `Remove ${name} from this room?`,
  removeHint: 'They lose the room and everything written in it.',

  // one room
  topic: 'Topic',
  noTopic: 'This room has no topic.',
  copy: 'Copy',
  copied: 'Copied',
  addressTitle: 'Address',
  save: 'Save',
  saved: 'Saved',
  close: 'Close',
  leave: 'Leave the room',
  leaveTitle: 'Leave this room?',
  leaveOpenHint: 'You can come back: “Browse all rooms” shows it.',
  leavePrivateHint: 'You lose the room. Only a member can bring you back in.',
  archive: 'Archive the room',
  archiveHint: 'An archived room can be read, but not written in.',
  reopen: 'Reopen the room',
  delete: 'Delete the room…',
  deleteHint: 'Everyone loses the room and everything written in it, for ever.',
  typeName: (room: string) => `To confirm, type the name of the room: ${room}`,
  deleteNow: 'Delete for ever',

  // all rooms
  browse: 'All open rooms',
  findRoom: 'Find a room',
  noRoom: 'No room found.',
  yours: 'you are in it',
  open: 'Open',
  comeBack: 'Come back',
  hasLeft: (room: string) => `You have left # ${room}.`,
  comeBackHere: 'Come back into this room',
};

export type RoomWords = typeof roomEn;
