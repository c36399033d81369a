import type { Room, State } from '../../../client/state/state.ts';
import type { Person } from '../../../protocol/model.ts';
import { h } from '../../dom/h.ts';
import { list, type Entry } from '../../dom/list.ts';
import type { AppContext } from '../../app/app-context.ts';
import { latestOnly } from '../../lists/latest-only.ts';
import { shownName } from '../../text/shown-name.ts';
import { reasonOf } from '../../words/reason.ts';
import { roomWords } from '../../words/room-words.ts';
import { words } from '../../words/words.ts';
import { avatar } from '../parts/avatar.ts';
import { confirm, type Confirm } from '../parts/confirm.ts';
import { fault, type Fault } from '../parts/fault.ts';
import { rightsIn } from './rights.ts';
import { PeoplePicker } from './people-picker.ts';

interface Member {
  person: Person;
  /** What is said beside the name. */
  note: string;
  mayRemove: boolean;
}

/** The members of a private room, with the means to bring people in and to remove them. */
export function members(context: AppContext, id: string, signal: AbortSignal) {
  const { chat, screen } = context;
  const texts = roomWords();
  const title = h('h3', { class: 'details__heading' });
  const lines = h('ul', { class: 'details__members' });
  const [refused, question] = [fault(), confirm()];
  const remove = removal(context, id, question, refused);
  const showLines = list<Member>(lines, ({ person }) => person.id, line(remove));

  let people: readonly Person[] = [];
  const invitation = inviting(context, id, () => people, refused);
  const root = h('div', { class: 'details__part' }, title, lines, invitation.root, refused.root);
  root.append(question.root);

  let shown: Room | undefined;
  const show = (room: Room | undefined): void => {
    shown = room;
    if (room === undefined) return;
    root.hidden = room.kind !== 'private';
    title.textContent = texts.members(people.length);
    const you = screen.get().you?.id;
    showLines(people.map((person) => memberOf(person, room, you)));
    invitation.update();
    invitation.root.hidden = !rightsIn(room, you).invite;
  };
  const load = latestOnly(
    () => chat.api.members(id),
    (all) => {
      people = all;
      show(shown);
    },
    (error) => refused.show(reasonOf(error)),
  );
  const lastEvent = ({ rooms }: State): string | undefined =>
    rooms.get(id)?.messages.findLast(({ kind }) => kind === 'event')?.id;
  if (screen.get().rooms.get(id)?.kind === 'private') screen.watch(lastEvent, load, signal);
  return { root, show };
}

function memberOf(person: Person, room: Room, you: string | undefined): Member {
  const { maker } = roomWords();
  const notes = [person.id === you && words.you, person.id === room.maker && maker];
  const note = notes.filter((each) => each !== false).join(', ');
  return { person, note, mayRemove: rightsIn(room, you).remove && person.id !== you };
}

/** Asks before a person is removed. */
function removal({ chat }: AppContext, room: string, question: Confirm, refused: Fault) {
  const { removeTitle, removeHint: hint, remove: act } = roomWords();
  return ({ id, name }: Person): void => {
    const run = (): void => refused.showRefusal(chat.rooms.remove(room, id));
    question.ask({ title: removeTitle(name), hint, act }, run);
  };
}

/** Chooses people and brings them in. */
function inviting(
  { chat }: AppContext,
  id: string,
  members: () => readonly Person[],
  refused: Fault,
) {
  const texts = roomWords();
  const button = h('button', { class: 'button button--go', type: 'button' });
  const update = (): void => {
    const count = picker.chosen.length;
    button.hidden = count === 0;
    button.textContent = texts.invite(count);
  };
  const taken = (): ReadonlySet<string> => new Set(members().map((member) => member.id));
  const picker = new PeoplePicker(chat, taken, update);
  update();
  button.addEventListener('click', () => {
    const people = picker.chosen.map((person) => person.id);
    picker.clear();
    refused.showRefusal(chat.rooms.invite(id, people));
  });
  const hint = h('p', { class: 'dialog__hint' }, texts.readAll);
  const title = h('h3', { class: 'details__heading' }, texts.bringIn);
  const root = h('div', { class: 'details__part' }, title, picker.root, hint, button);
  return { root, update: () => picker.update() };
}

function line(remove: (person: Person) => void): (first: Member) => Entry<Member> {
  return ({ person }) => {
    const { remove: act, removeOne } = roomWords();
    const note = h('span', { class: 'dialog__hint' });
    const button = h('button', { class: 'button', type: 'button' }, act);
    button.ariaLabel = removeOne(person.name);
    button.addEventListener('click', () => remove(person));
    const name = h('span', { dir: 'auto' }, shownName(person));
    const root = h('li', { class: 'details__member' }, avatar(person, 'small'), name, note, button);
    const show = (member: Member): void => {
      note.textContent = member.note;
      button.hidden = !member.mayRemove;
    };
    return { root, show };
  };
}
