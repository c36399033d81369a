import { Store } from '../../client/state/store.ts';
import { local } from '../storage/kept-texts.ts';

/** What stands beside the room: the drawer of rooms on a phone, and the wire. */
export interface Panels {
  drawer: boolean;
  wire: boolean;
}

export const phone = matchMedia('(max-width: 760px)');
export const wide = matchMedia('(min-width: 1101px)');
const key = 'wire';

/** Only a wide screen shows the wire unasked, and remembers whether it does. */
export function newPanels(): Store<Panels> {
  const panels = new Store<Panels>({ drawer: false, wire: isWireKept() });
  wide.addEventListener('change', () => panels.set({ drawer: false, wire: isWireKept() }));
  addEventListener('hashchange', () => showDrawer(panels, false));
  return panels;
}

/** Whether the conversation lies below something else. */
export function isCovered({ drawer, wire }: Panels): boolean {
  return phone.matches && (drawer || wire);
}

export function showDrawer(panels: Store<Panels>, drawer: boolean): void {
  panels.set({ ...panels.get(), drawer });
}

export function showWire(panels: Store<Panels>, wire: boolean): void {
  if (wide.matches) local.set(key, wire ? 'shown' : 'hidden');
  panels.set({ drawer: false, wire });
}

function isWireKept(): boolean {
  return wide.matches && local.get(key) !== 'hidden';
}
