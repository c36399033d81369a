import type { State } from '../../client/state/state.ts';
import type { Store } from '../../client/state/store.ts';

/** Milliseconds from the opening of the line: the conversation comes first. */
const later = 1_000;

/**
 * Lets the page open without a network, where a browser allows it: over HTTPS and on this machine.
 * Elsewhere only an open page goes on without one.
 */
export function keepShell(store: Store<State>): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const once = new AbortController();
  store.watch(
    ({ link }) => link.is === 'open',
    (isOpen) => {
      if (!isOpen) return;
      once.abort();
      setTimeout(() => void register().catch(() => {}), later);
    },
    once.signal,
  );
}

/** A browser that forbids it (a private window, a setting) has the page all the same. It may throw. */
async function register(): Promise<void> {
  await navigator.serviceWorker.register('./service-worker.js');
}
