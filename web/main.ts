import { Chat } from '../client/chat.ts';
import { transportChoice } from '../client/connection/transport-fallback.ts';
import { openingQuery } from '../client/sync/resume.ts';
import { Store } from '../client/state/store.ts';
import { transportOpener } from '../client/transport/open-transport.ts';
import { attend } from './app/page-visibility.ts';
import { belongings } from './storage/belongings.ts';
import { draftPrefix, Drafts } from './storage/drafts.ts';
import { watchFront } from './app/window-focus.ts';
import { Interceptor } from './wire/interceptor.ts';
import { local } from './storage/kept-texts.ts';
import { lazily } from './dom/lazy-load.ts';
import { Persistence } from './storage/persistence.ts';
import type { Page } from './app-context.ts';
import { newPanels } from './app/panels.ts';
import { followAddress } from './app/router.ts';
import { screenOf } from './app/frame-store.ts';
import type { Sought } from './app/jump-to-message.ts';
import { Session } from './app/auth-session.ts';
import { keptPerson } from './storage/kept-person.ts';
import { keepShell } from './app/register-service-worker.ts';
import { applyTheme } from './app/theme.ts';
import { keepTitle } from './app/title.ts';
import { warnOfLoss } from './storage/storage-trouble.ts';
import { unsentPrefix } from './storage/outbox-storage.ts';
import { app } from './views/shell/app.ts';
import { firstWay, keepWay } from './app/remembered-transport.ts';
import { Wire } from './wire/wire-log.ts';

// Its sentence stays: nothing is put in its place.
if ('tooOld' in document.documentElement.dataset) throw new Error('This browser is too old.');
const memory = new Persistence();
const drafts = new Drafts();
const transport = transportChoice(new URLSearchParams(location.search).get('transport'));
const server = new URL('.', location.href);
const interceptor = new Interceptor();
let token: string | undefined;
const openTransport = interceptor.through((...asked) =>
  transportOpener(server, token, () => openingQuery(chat.store.get()))(...asked),
);
const known = await memory.recall(keptPerson()?.id);
const chat: Chat = new Chat({
  server,
  transport,
  firstTransport: firstWay(),
  openTransport,
  known,
});
const page: Page = {
  chat,
  screen: screenOf(chat.store),
  session: new Session(chat, belongings(memory, drafts), bear),
  drafts,
  panels: newPanels(),
  wire: new Wire(chat.connection),
  interceptor,
  wirePanel: lazily(async () => new (await import('./wire/wire-panel.ts')).WirePanel(page)),
  transport,
  sought: new Store<Sought | undefined>(undefined),
  front: watchFront(),
  places: new Map(),
  rebuild,
};
let shown = new AbortController();

applyTheme();
followAddress(chat);
attend(chat);
memory.keep(chat.store);
keepWay(chat.store);
warnOfLoss(() => local.isInMemory(draftPrefix) || local.isInMemory(unsentPrefix));
page.session.begin();
rebuild();
keepShell(chat.store);

function bear(given: string): void {
  token = given;
  chat.api.setToken(given);
}

function rebuild(): void {
  shown.abort();
  shown = new AbortController();
  document.body.replaceChildren(app(page, shown.signal));
  keepTitle(page, shown.signal);
}
