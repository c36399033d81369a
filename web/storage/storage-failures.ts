import { Store } from '../../client/state/store.ts';

/** The storage quota is used up, or the browser blocks storage. */
export type Cause = 'full' | 'forbidden';

/** What could not be saved: texts and settings, or conversations (the server has these too). */
export interface StorageFailures {
  texts?: Cause;
  rooms?: Cause;
}

/** Failures that the page still has to show. */
export const storageFailures = new Store<StorageFailures>({});
const reported = new Set<string>();

/** Reports a storage error once per cause; the page continues with what is in memory. */
export function reportStorageFailure(what: keyof StorageFailures, error: unknown): void {
  const cause = causeOf(error);
  if (reported.has(what + cause)) return;
  reported.add(what + cause);
  storageFailures.set({ ...storageFailures.get(), [what]: cause });
}

/** The name is `QuotaExceededError`; old versions of Firefox use another that contains "quota" too. */
function causeOf(error: unknown): Cause {
  return error instanceof Error && /quota/iu.test(error.name) ? 'full' : 'forbidden';
}

/** Makes the browser ask before it closes a page whose unsaved texts would be lost. */
export function warnBeforeUnload(isLoss: () => boolean): void {
  addEventListener('beforeunload', (event) => {
    if (isLoss()) event.preventDefault();
  });
}
