import type { Person } from '../../protocol/model.ts';
import { draftPrefix } from './drafts.ts';
import { local } from './kept-texts.ts';
import { ownerPrefix } from './user-data.ts';
import { OutboxStorage } from './outbox-storage.ts';

/** Other people who have drafts or unsent commands in this browser. Forgets the names of all others. */
export function leftBehind(you: string): Person[] {
  const others = local.under(ownerPrefix).filter(([id]) => id !== you);
  const [left, gone] = [
    others.filter(([id]) => hasUnsent(id)),
    others.filter(([id]) => !hasUnsent(id)),
  ];
  for (const [id] of gone) local.remove(ownerPrefix + id);
  return left.map(([id, name]) => ({ id, name }));
}

/** Deletes the drafts and unsent commands of a person. */
export function discardLeft({ id }: Person): void {
  for (const [room] of local.under(draftsOf(id))) local.remove(draftsOf(id) + room);
  new OutboxStorage().forget(id);
  local.remove(ownerPrefix + id);
}

function hasUnsent(id: string): boolean {
  return local.under(draftsOf(id)).length > 0 || new OutboxStorage().recall(id).length > 0;
}

function draftsOf(id: string): string {
  return `${draftPrefix}${id}/`;
}
