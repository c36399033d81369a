import { Chat } from '../client/chat.ts';
import { choiceOf } from '../client/ladder.ts';
import { openingQuery } from '../client/resume.ts';
import { Store } from '../client/store.ts';
import { waysTo } from '../client/ways.ts';
import { attend } from './attention.ts';
import { belongings } from './belongings.ts';
import { draftPrefix, Drafts } from './drafts.ts';
import { watchFront } from './front.ts';
import { Interceptor } from './interceptor.ts';
import { local } from './kept-texts.ts';
import { lazily } from './lazily.ts';
import { Memory } from './memory.ts';
import type { Page } from './page.ts';
import { newPanels } from './panels.ts';
import { followAddress } from './router.ts';
import { screenOf } from './screen.ts';
import type { Sought } from './seek.ts';
import { Session } from './session.ts';
import { keptPerson } from './somebody.ts';
import { keepShell } from './shell.ts';
import { applyTheme } from './theme.ts';
import { keepTitle } from './title.ts';
import { warnOfLoss } from './unkept.ts';
import { unsentPrefix } from './unsent.ts';
import { app } from './views/app.ts';
import { firstWay, keepWay } from './way.ts';
import { Wire } from './wire.ts';

// Its sentence stays: nothing is put in its place.
if ('tooOld' in document.documentElement.dataset) throw new Error('This browser is too old.');
const memory = new Memory();
const drafts = new Drafts();
const transport = choiceOf(new URLSearchParams(location.search).get('transport'));
const server = new URL('.', location.href);
const interceptor = new Interceptor();
let token: string | undefined;
const openTransport = interceptor.through((...asked) =>
  waysTo(server, token, () => openingQuery(chat.store.get()))(...asked),
);
const known = await memory.recall(keptPerson()?.id);
const chat: Chat = new Chat({ server, transport, firstWay: firstWay(), openTransport, known });
const page: Page = {
  chat,
  screen: screenOf(chat.store),
  session: new Session(chat, belongings(memory, drafts), bear),
  drafts,
  panels: newPanels(),
  wire: new Wire(chat.connection),
  interceptor,
  wirePanel: lazily(async () => new (await import('./wire-panel.ts')).WirePanel(page)),
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
  chat.api.bear(given);
}

function rebuild(): void {
  shown.abort();
  shown = new AbortController();
  document.body.replaceChildren(app(page, shown.signal));
  keepTitle(page, shown.signal);
}
