import { Store } from '../../client/state/store.ts';
import { local } from '../storage/kept-texts.ts';

/** Which side panels are open: the drawer of rooms on a phone, and the wire. */
export interface Panels {
  drawer: boolean;
  wire: boolean;
}

export const phone = matchMedia('(max-width: 760px)');
export const wide = matchMedia('(min-width: 1101px)');
const key = 'wire';

/** Only a wide screen opens the wire by default and remembers whether it is open. */
export function newPanels(): Store<Panels> {
  const panels = new Store<Panels>({ drawer: false, wire: isWireOpenByDefault() });
  wide.addEventListener('change', () => panels.set({ drawer: false, wire: isWireOpenByDefault() }));
  addEventListener('hashchange', () => showDrawer(panels, false));
  return panels;
}

/** Whether a panel covers the conversation. */
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

function isWireOpenByDefault(): boolean {
  return wide.matches && local.get(key) !== 'hidden';
}
