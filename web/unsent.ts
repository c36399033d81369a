import type { Pending, State } from '../client/state.ts';
import type { Store } from '../client/store.ts';

const key = 'unsent';

/** What this tab had written and not yet brought to the server when it was last reloaded. */
export function unsent(): readonly Pending[] {
  return JSON.parse(sessionStorage.getItem(key) ?? '[]') as Pending[];
}

export function keepUnsent(store: Store<State>): void {
  store.watch(
    ({ outbox }) => outbox,
    (outbox) => sessionStorage.setItem(key, JSON.stringify(outbox)),
  );
}

export function forgetUnsent(): void {
  sessionStorage.removeItem(key);
}
