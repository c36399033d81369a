import type { Api } from '../../../client/transport/api.ts';
import type { OwnSession } from '../../../protocol/http.ts';
import { endSessions, ownSessions } from './account-api.ts';
import { h } from '../../dom/h.ts';
import { day } from '../../words/format.ts';
import { settingsWords } from '../../words/settings-words.ts';
import { button, card, faultOf, run } from './card.ts';

/** A session counts as connected now if it was used within this time, in milliseconds. */
const justNow = 60_000;

/** The list of one's sessions, with a button to end each of the others, and one to end them all. */
export function sessions(api: Api): HTMLElement {
  const words = settingsWords();
  const fault = h('p', { class: 'fault', role: 'alert' });
  const names = h('ul', { class: 'settings__sessions' });
  const endAll = button(words.endOthers, () => void end(endAll));

  const end = (act: HTMLButtonElement, id?: string): Promise<void> =>
    run(act, fault, async () => {
      await endSessions(api, id);
      await load();
    });
  const load = async (): Promise<void> => {
    const all = await ownSessions(api);
    const ordered = all.toSorted((a, b) => Number(b.current) - Number(a.current));
    names.replaceChildren(...ordered.map((session) => line(session, end)));
    endAll.hidden = all.length < 2;
  };
  endAll.hidden = true;
  load().catch((error: unknown) => {
    fault.textContent = faultOf(error);
  });
  return card(words.sessions, '', names, endAll, fault);
}

function line(
  { id, browser, system, used, current }: OwnSession,
  end: (act: HTMLButtonElement, id: string) => Promise<void>,
): HTMLElement {
  const words = settingsWords();
  const device = deviceName(browser, system);
  const act = button(words.end, () => void end(act, id));
  act.ariaLabel = words.endOf(device);
  const when = current ? words.thisOne : lastUse(used);
  const about = h('span', {}, device, h('span', { class: 'settings__when' }, when));
  return h('li', { class: 'settings__session' }, about, !current && act);
}

function deviceName(browser: string, system: string): string {
  const { on, unknownDevice } = settingsWords();
  if (browser !== '' && system !== '') return on(browser, system);
  return browser || system || unknownDevice;
}

function lastUse(used: number): string {
  const { connected, lastUsed } = settingsWords();
  if (Date.now() - used < justNow) return connected;
  return lastUsed(day(midnight(used), midnight(Date.now())));
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
