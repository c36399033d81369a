import type { Room } from '../../../client/state/state.ts';

/** What a person may do about a room that they are in. */
export interface Rights {
  /** Change its name and its topic. */
  describe: boolean;
  invite: boolean;
  remove: boolean;
  leave: boolean;
  archive: boolean;
  delete: boolean;
}

/** A room without a maker belongs to the server: nobody can leave or change it. */
export function rightsIn(
  { kind, maker, archived }: Pick<Room, 'kind' | 'maker' | 'archived'>,
  you: string | undefined,
): Rights {
  const isMaker = maker !== undefined && maker === you;
  const isWritable = archived !== true;
  return {
    describe: isMaker && isWritable,
    invite: kind === 'private' && isWritable,
    remove: isMaker && kind === 'private',
    leave: kind === 'private' || maker !== undefined,
    archive: isMaker,
    delete: isMaker,
  };
}
