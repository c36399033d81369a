import assert from 'node:assert/strict';
import { Chat } from '../../client/chat.ts';
import type { RunningServer } from '../../scripts/server/running-server.ts';
import { blockSiteData } from '../site-data.ts';
import type { Engine, Profile } from './engine.ts';
import { Relay } from './relay.ts';
import { Tab } from './tab.ts';

const noteErrors = `globalThis.uncaught = [];
for (const type of ['error', 'unhandledrejection'])
  addEventListener(type, (event) => uncaught.push(String(event.reason ?? event.message)));`;

const lines = 60;

/** The typical use of a chat, in any engine. */
export class Scenario {
  readonly #engine: Engine;
  readonly #network: Relay;
  /** The same network, for people whose browser stores nothing. */
  readonly #forgetful: Relay;
  readonly #tabs: Tab[] = [];
  #totosBrowser!: Profile;
  #toto!: Tab;
  #tata!: Tab;

  private constructor(engine: Engine, network: Relay, forgetful: Relay) {
    this.#engine = engine;
    this.#network = network;
    this.#forgetful = forgetful;
  }

  static async start(engine: Engine, server: RunningServer): Promise<Scenario> {
    const url = new URL(server.url);
    await fillRoom(url);
    const blocked = `${noteErrors}\n(${String(blockSiteData)})();`;
    return new Scenario(
      engine,
      await Relay.start(url, noteErrors),
      await Relay.start(url, blocked),
    );
  }

  async close(): Promise<void> {
    await this.#network.close();
    await this.#forgetful.close();
  }

  /** In this order: each step continues where the one before ended. */
  get steps(): Record<string, () => Promise<void>> {
    return {
      'a name is enough to sign in': () => this.#signIn(),
      'scrolling loads earlier messages': () => this.#scrollBack(),
      'two people talk, one of them in two pages': () => this.#talk(),
      'they play a game': () => this.#play(),
      'what is written during a cut arrives once': () => this.#cut(),
      'a browser without storage says so once, and works': () => this.#keepNothing(),
      'no error is uncaught': () => this.#findNoErrors(),
    };
  }

  async #signIn(): Promise<void> {
    this.#totosBrowser = await this.#engine.newProfile();
    this.#toto = await this.#open(this.#totosBrowser);
    await this.#toto.signsIn('Toto');
    this.#tata = await this.#open(await this.#engine.newProfile());
    await this.#tata.signsIn('Tata');
    await this.#toto.sees('button', '2 people here');
  }

  async #scrollBack(): Promise<void> {
    const tata = this.#tata;
    await tata.seesMessages(`line ${lines}.`);
    assert.deepEqual(await tata.textsFrom('line 1.'), []);
    await tata.until(() => {
      const first = document.querySelector('[role=log] article');
      first?.scrollIntoView();
      return first?.textContent.includes('line 1.');
    });
    const all = Array.from({ length: lines }, (_, index) => `line ${index + 1}.`);
    assert.deepEqual(await tata.textsFrom('line 1.'), all);
  }

  async #talk(): Promise<void> {
    const [toto, tata] = [this.#toto, this.#tata];
    await toto.sends('coucou');
    await tata.seesMessages('coucou');
    await tata.sends('salut Toto');
    await toto.seesMessages('salut Toto');
    const second = await this.#open(this.#totosBrowser);
    await second.seesMessages('coucou', 'salut Toto');
    await second.sends('from the second page');
    for (const tab of [toto, tata, second]) {
      await tab.seesMessages('from the second page');
      const texts = await tab.textsFrom('coucou');
      assert.deepEqual(texts, ['coucou', 'salut Toto', 'from the second page']);
    }
    await findNoErrors(second);
    await second.closes();
    this.#tabs.pop();
  }

  async #play(): Promise<void> {
    const [toto, tata] = [this.#toto, this.#tata];
    await toto.sends('/morpion');
    await tata.clicks('button', 'Play');
    for (const [index, cell] of ['1a', '2b', '1b', '3c', '1c'].entries()) {
      const [player, name] = index % 2 === 0 ? [toto, 'Toto'] : ([tata, 'Tata'] as const);
      await player.seesMessages(`${name}, your turn`);
      await player.clicks('[role=gridcell]', `row ${cell[0]}, column ${cell[1]}`);
    }
    for (const tab of [toto, tata]) {
      await tab.seesMessages('Toto wins.', 'Toto 1 – 0 Tata');
      await tab.sees('[role=gridcell]', 'X of Toto');
    }
  }

  async #cut(): Promise<void> {
    const [toto, tata] = [this.#toto, this.#tata];
    await toto.sends('before the cut');
    await tata.seesMessages('before the cut');
    this.#network.cut();
    for (const tab of [toto, tata]) await tab.sees('[role=status]', 'Code 1006');
    await toto.sends('written meanwhile');
    await toto.seesMessages('waiting to be sent');
    this.#network.mend();
    for (const tab of [toto, tata]) {
      await tab.evaluate(`void dispatchEvent(new Event('online'))`);
      await tab.seesMessages('written meanwhile');
    }
    await tata.sends('and after');
    await toto.reloads();
    for (const tab of [toto, tata]) {
      await tab.seesMessages('and after');
      const texts = await tab.textsFrom('before the cut');
      assert.deepEqual(texts, ['before the cut', 'written meanwhile', 'and after']);
    }
  }

  async #keepNothing(): Promise<void> {
    const lila = await this.#open(await this.#engine.newProfile(), this.#forgetful);
    await lila.signsIn('Lila');
    await lila.sends('kept nowhere');
    await this.#tata.seesMessages('kept nowhere');
    await lila.types({ css: 'textarea' }, 'half a thought');
    await lila.sees('[role=status]', 'Your browser blocks storage for this page.');
    await lila.clicks('button', 'Understood');
    await lila.types({ css: 'textarea' }, ', and more\n');
    await this.#tata.seesMessages('half a thought, and more');
    await lila.until(() => document.querySelector('[data-is=unkept]:not([hidden])') === null);
  }

  async #findNoErrors(): Promise<void> {
    for (const tab of this.#tabs) await findNoErrors(tab);
  }

  async #open(profile: Profile, network = this.#network): Promise<Tab> {
    const tab = await Tab.open(profile, network.url);
    this.#tabs.push(tab);
    return tab;
  }
}

async function findNoErrors(tab: Tab): Promise<void> {
  assert.deepEqual(await tab.evaluate('uncaught'), []);
}

/** More than a page shows at first. */
async function fillRoom(server: URL): Promise<void> {
  const { token } = await new Chat({ server }).api.signIn('Program');
  const program = new Chat({ server, token });
  program.enter('general');
  program.open();
  for (let line = 1; line <= lines; line++) program.post('general', `line ${line}.`);
  await new Promise<void>((resolve) => {
    const sent = new AbortController();
    const isSent = (waiting: number): void => {
      if (waiting === 0) resolve(sent.abort());
    };
    program.store.watch(({ outbox }) => outbox.length, isSent, sent.signal);
  });
  program.close();
}
