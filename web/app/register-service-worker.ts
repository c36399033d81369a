import type { State } from '../../client/state/state.ts';
import type { Store } from '../../client/state/store.ts';

/** Milliseconds after the connection opens: loading the conversation comes first. */
const registerAfter = 1_000;

/**
 * Makes the page open without a network. Browsers allow this over HTTPS and on localhost only;
 * elsewhere a page that is already open keeps working offline.
 */
export function registerServiceWorker(store: Store<State>): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const once = new AbortController();
  store.watch(
    ({ link }) => link.is === 'open',
    (isOpen) => {
      if (!isOpen) return;
      once.abort();
      setTimeout(() => void register().catch(() => {}), registerAfter);
    },
    once.signal,
  );
}

/** Rejects where the browser forbids it (private window, setting); the page works without. */
async function register(): Promise<void> {
  await navigator.serviceWorker.register('./service-worker.js');
}
