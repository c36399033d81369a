import type { State } from '../../client/state/state.ts';
import type { Store } from '../../client/state/store.ts';
import { transports, type TransportKind } from '../../client/transport/transport.ts';
import { ofTab } from '../storage/kept-texts.ts';

const key = 'way';

/** The way that worked last in this tab: where WebSockets are blocked, a reload need not find out again. */
export function firstWay(): TransportKind {
  const kept = ofTab.get(key);
  return transports.find((way) => way === kept) ?? 'websocket';
}

export function keepWay(store: Store<State>): void {
  store.watch(
    ({ link }) => (link.is === 'open' ? link.by : undefined),
    (by) => by !== undefined && ofTab.set(key, by),
  );
}
