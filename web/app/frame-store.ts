import type { State } from '../../client/state/state.ts';
import { Store } from '../../client/state/store.ts';
import { oncePerFrame } from '../dom/frame.ts';

/** The state as the views see it: it changes at most once a frame, however many frames arrive. */
export function screenOf(store: Store<State>): Store<State> {
  const screen = new Store(store.get());
  store.watch(
    (state) => state,
    oncePerFrame(() => screen.set(store.get())),
  );
  return screen;
}
