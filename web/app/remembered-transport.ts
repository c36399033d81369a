import type { State } from '../../client/state/state.ts';
import type { Store } from '../../client/state/store.ts';
import { transports, type TransportKind } from '../../client/transport/transport.ts';
import { tabStorage } from '../storage/kept-texts.ts';

const key = 'way';

/** The transport that worked last in this tab: behind a proxy that blocks WebSockets, a reload skips the failing try. */
export function firstTransport(): TransportKind {
  const kept = tabStorage.get(key);
  return transports.find((each) => each === kept) ?? 'websocket';
}

export function rememberTransport(store: Store<State>): void {
  store.watch(
    ({ link }) => (link.is === 'open' ? link.by : undefined),
    (by) => by !== undefined && tabStorage.set(key, by),
  );
}
