import { Chat } from '../client/chat.ts';
import { transportChoice } from '../client/connection/transport-fallback.ts';
import { openingQuery } from '../client/sync/resume.ts';
import { Store } from '../client/state/store.ts';
import { transportOpener } from '../client/transport/open-transport.ts';
import { watchVisibility } from './app/page-visibility.ts';
import { ownerPrefix, userData } from './storage/user-data.ts';
import { draftPrefix, Drafts } from './storage/drafts.ts';
import { watchFocus } from './app/window-focus.ts';
import { Interceptor } from './wire/interceptor.ts';
import { local } from './storage/kept-texts.ts';
import { lazy } from './dom/lazy-load.ts';
import { Persistence } from './storage/persistence.ts';
import type { AppContext } from './app/app-context.ts';
import { newPanels } from './app/panels.ts';

import { followHash, takeDeviceCode } from './app/router.ts';
import { screenOf } from './app/frame-store.ts';
import type { JumpTarget } from './app/jump-to-message.ts';
import { AuthSession } from './app/auth-session.ts';
import { keptPerson } from './storage/kept-person.ts';
import { registerServiceWorker } from './app/register-service-worker.ts';
import { applyTheme } from './app/theme.ts';
import { showTitle } from './app/title.ts';
import { warnBeforeUnload } from './storage/storage-failures.ts';
import { unsentPrefix } from './storage/outbox-storage.ts';
import { app } from './views/shell/app.ts';
import { firstTransport, rememberTransport } from './app/remembered-transport.ts';
import { WireLog } from './wire/wire-log.ts';

// Keeps the notice of too-old.js: nothing is rendered over it.
if ('tooOld' in document.documentElement.dataset) throw new Error('This browser is too old.');
const persistence = new Persistence();
const drafts = new Drafts();
const transport = transportChoice(new URLSearchParams(location.search).get('transport'));
const server = new URL('.', location.href);
const interceptor = new Interceptor();
let token: string | undefined;
const openTransport = interceptor.wrap((...args) =>
  transportOpener(server, token, () => openingQuery(chat.store.get()))(...args),
);
const saved = await persistence.recall(keptPerson()?.id);
const chat: Chat = new Chat({
  server,
  transport,
  firstTransport: firstTransport(),
  openTransport,
  known: saved,
});
const context: AppContext = {
  chat,
  screen: screenOf(chat.store),
  session: new AuthSession(chat, userData(persistence, drafts), setToken),
  drafts,
  panels: newPanels(),
  wireLog: new WireLog(chat.connection),
  interceptor,
  wirePanel: lazy(async () => new (await import('./views/wire/wire-panel.ts')).WirePanel(context)),
  transport,
  jumpTarget: new Store<JumpTarget | undefined>(undefined),
  focused: watchFocus(),
  positions: new Map(),
  rebuild,
};
let view = new AbortController();

const deviceCode = takeDeviceCode();

context.session.onSignIn = ({ id }) => {
  if (local.under(ownerPrefix).length < 2) return;
  void import('./views/settings/left-behind.ts').then((view) => view.offerLeftBehind(id));
};

applyTheme();
followHash(chat);
watchVisibility(chat);
persistence.keep(chat.store);
rememberTransport(chat.store);
warnBeforeUnload(() => local.isInMemory(draftPrefix) || local.isInMemory(unsentPrefix));
if (deviceCode === undefined) context.session.start();
else {
  void import('./views/settings/redeem-link.ts').then(({ redeemLink }) =>
    redeemLink(context, deviceCode),
  );
}
rebuild();
registerServiceWorker(chat.store);

function setToken(newToken: string): void {
  token = newToken;
  chat.api.setToken(newToken);
}

function rebuild(): void {
  view.abort();
  view = new AbortController();
  document.body.replaceChildren(app(context, view.signal));
  showTitle(context, view.signal);
}
