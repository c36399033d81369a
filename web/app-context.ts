import type { Chat } from '../client/chat.ts';
import type { State } from '../client/state/state.ts';
import type { Store } from '../client/state/store.ts';
import type { Drafts } from './storage/drafts.ts';
import type { TransportChoice } from '../client/connection/transport-fallback.ts';
import type { Interceptor } from './wire/interceptor.ts';
import type { Panels } from './app/panels.ts';
import type { KeptPlace } from './views/timeline/scrollback.ts';
import type { Sought } from './app/jump-to-message.ts';
import type { Session } from './app/auth-session.ts';
import type { Wire } from './wire/wire-log.ts';
import type { WirePanel } from './wire/wire-panel.ts';

/** All that the views stand on. */
export interface Page {
  chat: Chat;
  /** What the chat knows, at the pace of the screen. */
  screen: Store<State>;
  session: Session;
  drafts: Drafts;
  panels: Store<Panels>;
  wire: Wire;
  /** What every frame of this tab goes through. */
  interceptor: Interceptor;
  /** Loads what the wire panel needs, once. Rejects without a network. */
  wirePanel: () => Promise<WirePanel>;
  /** The way to the server that the address asks for. */
  transport: TransportChoice;
  /** A message that somebody wants to see and that is not shown yet. */
  sought: Store<Sought | undefined>;
  /** Whether somebody looks at the page. */
  front: Store<boolean>;
  /** Where the reader left each room that they did not leave at its end. */
  places: Map<string, KeptPlace>;
  /** Builds the page again, in the language that was chosen. */
  rebuild: () => void;
}
