import { Store } from '../../client/state/store.ts';

/** A browser has no space left for this page, or lets it keep nothing. */
export type Cause = 'full' | 'forbidden';

/** What turns out not to be kept: texts and settings, or the conversations, which the server has too. */
export interface Unkept {
  texts?: Cause;
  rooms?: Cause;
}

/** What is still to be said of it. */
export const unkept = new Store<Unkept>({});
const said = new Set<string>();

/** Every failure of the browser's storage comes here: the page goes on with what memory holds. */
export function noteUnkept(what: keyof Unkept, error: unknown): void {
  const cause = causeOf(error);
  if (said.has(what + cause)) return;
  said.add(what + cause);
  unkept.set({ ...unkept.get(), [what]: cause });
}

/** It is `QuotaExceededError`; old Firefoxes have another name for it, with the same word in it. */
function causeOf(error: unknown): Cause {
  return error instanceof Error && /quota/iu.test(error.name) ? 'full' : 'forbidden';
}

/** The browser asks before it lets go of words that are nowhere else. */
export function warnOfLoss(isLoss: () => boolean): void {
  addEventListener('beforeunload', (event) => {
    if (isLoss()) event.preventDefault();
  });
}
