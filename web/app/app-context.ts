import type { Chat } from '../../client/chat.ts';
import type { State } from '../../client/state/state.ts';
import type { Store } from '../../client/state/store.ts';
import type { Drafts } from '../storage/drafts.ts';
import type { TransportChoice } from '../../client/connection/transport-fallback.ts';
import type { Interceptor } from '../wire/interceptor.ts';
import type { Panels } from './panels.ts';
import type { JumpTarget } from './jump-to-message.ts';
import type { AuthSession } from './auth-session.ts';
import type { WireLog } from '../wire/wire-log.ts';

/** The scroll position of a room: a message, and its distance from the top of the view in pixels. */
export interface SavedPosition {
  seq: number;
  offset: number;
}

/** The content of the wire panel, whose code is loaded when it is first shown. */
export interface WirePanelView {
  build(signal: AbortSignal): HTMLElement[];
}

/** Everything that the views use. */
export interface AppContext {
  chat: Chat;
  /** The state of the chat, updated at most once per animation frame. */
  screen: Store<State>;
  session: AuthSession;
  drafts: Drafts;
  panels: Store<Panels>;
  wireLog: WireLog;
  /** Every frame of this tab passes through it. */
  interceptor: Interceptor;
  /** Loads the code of the wire panel, once. Rejects without a network. */
  wirePanel: () => Promise<WirePanelView>;
  /** The transport that the URL asks for. */
  transport: TransportChoice;
  /** A message to scroll to that is not shown yet. */
  jumpTarget: Store<JumpTarget | undefined>;
  /** Whether the page is visible and its window has the focus. */
  focused: Store<boolean>;
  /** Scroll position of each room that was not left at its end. */
  positions: Map<string, SavedPosition>;
  /** Builds the page again, in the selected language. */
  rebuild: () => void;
}
