import type { State } from '../../client/state/state.ts';
import { Store } from '../../client/state/store.ts';
import { oncePerFrame } from '../dom/frame.ts';

/** The state for the views: a copy that changes at most once per animation frame. */
export function screenOf(store: Store<State>): Store<State> {
  const screen = new Store(store.get());
  store.watch(
    (state) => state,
    oncePerFrame(() => screen.set(store.get())),
  );
  return screen;
}
