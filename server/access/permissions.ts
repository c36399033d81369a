import type { RefusalCode } from '../../protocol/refusals.ts';
import type { RoomRow } from '../store/records.ts';

/**
 * How somebody stands to a room. Everyone is a member of an open room until they leave it; then they
 * are a visitor. Plain-text guests see open rooms only. A stranger does not know that a private room
 * exists.
 */
export type Standing = 'stranger' | 'guest' | 'visitor' | 'member' | 'maker';

/** What somebody may want to do in a room. */
export type Action =
  'read' | 'write' | 'join' | 'leave' | 'invite' | 'remove' | 'describe' | 'archive' | 'delete';

const everyoneWhoSees: readonly Standing[] = ['guest', 'visitor', 'member', 'maker'];

/** Who may do what. `inArchive`: also in an archived room. */
const permissions: Record<Action, { who: readonly Standing[]; inArchive: boolean }> = {
  read: { who: everyoneWhoSees, inArchive: true },
  write: { who: ['guest', 'member', 'maker'], inArchive: false },
  join: { who: ['visitor', 'member', 'maker'], inArchive: true },
  leave: { who: ['visitor', 'member', 'maker'], inArchive: true },
  invite: { who: ['member', 'maker'], inArchive: false },
  remove: { who: ['maker'], inArchive: true },
  /** Change its name and its topic. */
  describe: { who: ['maker'], inArchive: false },
  /** Close it for writing, and reopen it. */
  archive: { who: ['maker'], inArchive: true },
  delete: { who: ['maker'], inArchive: true },
};

/** Why somebody may not do something in a room; undefined if they may. */
export function denial(
  standing: Standing,
  action: Action,
  { archived }: Pick<RoomRow, 'archived'>,
): RefusalCode | undefined {
  if (standing === 'stranger') return 'unknown_room';
  const { who, inArchive } = permissions[action];
  if (who.includes(standing)) return archived === 1 && !inArchive ? 'room_archived' : undefined;
  return standing === 'visitor' && action === 'write' ? 'not_in_room' : 'not_allowed';
}
