import type { Chat } from '../../../client/chat.ts';
import type { PeopleFound } from '../../../protocol/http.ts';
import type { Person } from '../../../protocol/model.ts';
import { limits } from '../../../protocol/limits.ts';
import { h } from '../../dom/h.ts';
import { list, type Entry } from '../../dom/list.ts';
import { latestOnly } from '../../lists/latest-only.ts';
import { shownName } from '../../text/shown-name.ts';
import { reasonOf } from '../../words/reason.ts';
import { roomWords } from '../../words/room-words.ts';
import { words } from '../../words/words.ts';
import { avatar } from '../parts/avatar.ts';
import { personField } from '../people/person-field.ts';

/** People shown at once; the field finds the others. */
const shownPeople = 6;

/** Chooses people of this server by name. */
export class PeoplePicker {
  readonly root = h('div', { class: 'picker' });
  readonly #field = personField();
  readonly #note = h('p', { class: 'dialog__hint', role: 'status' });
  readonly #showChips: (people: readonly Person[]) => void;
  readonly #showOffers: (people: readonly Person[]) => void;
  readonly #find: () => void;
  readonly #excluded: () => ReadonlySet<string>;
  readonly #changed: () => void;
  #chosen: readonly Person[] = [];
  #found: Found = { text: '', people: [], found: 0 };
  /** Enter was pressed before the people of the typed name were there. */
  #isAwaited = false;

  /** `excluded`: ids of those who are not offered; `changed` is called after each choice. */
  constructor(chat: Chat, excluded: () => ReadonlySet<string>, changed = (): void => {}) {
    this.#excluded = excluded;
    this.#changed = changed;
    this.#find = latestOnly(
      () => findIn(chat, this.#field.value),
      (found) => this.#foundPeople(found),
      (error) => (this.#note.textContent = reasonOf(error)),
    );
    const texts = roomWords();
    const group = (style: string, label: string): HTMLElement =>
      h('div', { class: style, role: 'group', 'aria-label': label });
    const chips = group('picker__chips', texts.chosen);
    const offers = group('picker__offers', texts.found);
    const idOf = ({ id }: Person): string => id;
    this.#showChips = list(
      chips,
      idOf,
      chip(texts.notThis, (one) => this.#toggle(one, false)),
    );
    this.#showOffers = list(
      offers,
      idOf,
      offer((one) => this.#toggle(one, true)),
    );
    this.#field.placeholder = this.#field.ariaLabel = texts.findPeople;
    this.#field.addEventListener('input', () => this.#typed());
    this.#field.addEventListener('keydown', (event) => this.#pressed(event));
    this.root.append(chips, this.#field, offers, this.#note);
    this.#find();
  }

  get chosen(): readonly Person[] {
    return this.#chosen;
  }

  clear(): void {
    this.#chosen = [];
    this.update();
    this.#changed();
  }

  /** Call when `excluded` has changed. */
  update(): void {
    const { people, found } = this.#found;
    const offered = this.#offered();
    const first = offered.slice(0, shownPeople);
    this.#showChips(this.#chosen);
    this.#showOffers(first);
    const more = found - people.length + offered.length - first.length;
    const isNobody = first.length === 0 && this.#field.value.trim() !== '';
    const rest = first.length > 0 && more > 0 ? words.morePeople(more) : '';
    this.#note.textContent = isNobody ? words.nobodyFound : rest;
  }

  #offered(): readonly Person[] {
    const taken = new Set([...this.#excluded(), ...this.#chosen.map(({ id }) => id)]);
    return this.#found.people.filter(({ id }) => !taken.has(id));
  }

  #foundPeople(found: Found): void {
    this.#found = found;
    if (this.#isAwaited) this.#chooseFirst();
    this.update();
  }

  #toggle(person: Person, isChosen: boolean): void {
    const others = this.#chosen.filter(({ id }) => id !== person.id);
    this.#chosen = isChosen ? [...others, person].slice(0, limits.invited) : others;
    this.#field.value = '';
    this.#field.focus();
    this.#typed();
    this.update();
    this.#changed();
  }

  #chooseFirst(): void {
    const [first] = this.#offered();
    if (first !== undefined) this.#toggle(first, true);
  }

  #typed(): void {
    this.#isAwaited = false;
    this.#find();
  }

  /** Enter chooses the first person found; Backspace in an empty field drops the last choice. */
  #pressed(event: KeyboardEvent): void {
    const { value } = this.#field;
    const last = this.#chosen.at(-1);
    if (event.key === 'Backspace' && value === '' && last) this.#toggle(last, false);
    if (event.key !== 'Enter' || value.trim() === '') return;
    event.preventDefault();
    this.#isAwaited = this.#found.text !== value;
    if (!this.#isAwaited) this.#chooseFirst();
  }
}

interface Found extends PeopleFound {
  /** What was searched. */
  text: string;
}

async function findIn({ api }: Chat, text: string): Promise<Found> {
  return { text, ...(await api.everybody(text.trim())) };
}

function offer(pick: (person: Person) => void): (person: Person) => Entry<Person> {
  return (person) => {
    const root = h('button', { class: 'picker__offer', type: 'button' }, avatar(person, 'small'));
    root.append(shownName(person));
    root.addEventListener('click', () => pick(person));
    return { root, show() {} };
  };
}

function chip(
  label: (name: string) => string,
  drop: (person: Person) => void,
): (person: Person) => Entry<Person> {
  return (person) => {
    const root = h('button', { class: 'picker__chip', type: 'button' }, shownName(person), ' ×');
    root.ariaLabel = label(person.name);
    root.addEventListener('click', () => drop(person));
    return { root, show() {} };
  };
}
