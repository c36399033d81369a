import type { Room } from '../../client/state/state.ts';
import { games } from '../../protocol/games/games.ts';
import { nameKey, roomName } from '../../protocol/text/names.ts';
import { search, searchWords } from '../../protocol/text/search.ts';
import { opponentNamed } from '../game/find-opponents.ts';
import { isolated } from '../text/bidi-isolation.ts';
import { nearest } from '../text/nearest-name.ts';
import type { Page } from '../app-context.ts';
import { goTo } from './router.ts';
import { searchKeysOf } from '../lists/room-search.ts';
import type { TypedCommand } from '../game/slash-command.ts';
import type { Fault } from '../views/parts/fault.ts';
import { showHelp } from '../views/shell/help.ts';
import { slashWords } from '../words/slash-words.ts';
import { gameTitle, roomTitle } from '../words/words.ts';

/** Where a command was typed, and all of what was. */
export interface Place {
  page: Page;
  fault: Fault;
  room: string;
  typed: string;
}

interface PageCommand {
  name: string;
  /** What it is called too. */
  also: readonly string[];
  /** Finds out what is to be done, or why that cannot be. */
  read: (place: Place, argument: string) => Deed | string | Promise<Deed | string>;
}

type Deed = () => void;

/** Does what a command says, or says why not and leaves it where it was typed. */
export async function carryOut(place: Place, { word, argument }: TypedCommand): Promise<void> {
  const { page, fault, room, typed } = place;
  const command = commandsNow().find(({ name, also }) => name === word || also.includes(word));
  const deed = command === undefined ? unknown(word) : await command.read(place, argument);
  // It may have been done or changed meanwhile.
  if (page.drafts.of(room) !== typed) return;
  if (typeof deed === 'string') return fault.say(deed);
  page.drafts.put(room, '');
  fault.say('');
  deed();
}

/** In the language that is spoken now: games have other names in each. */
function commandsNow(): PageCommand[] {
  const played = [...games.keys()].map((name): PageCommand => {
    const also = [gameTitle(name).toLowerCase().replaceAll(' ', '-')];
    return { name, also, read: (place, to) => propose(place, name, to.replace(/^@/u, '')) };
  });
  return [
    ...played,
    { name: 'join', also: ['rejoindre'], read: join },
    { name: 'help', also: ['aide', '?'], read: help },
  ];
}

function unknown(word: string): string {
  const names = commandsNow().flatMap(({ name, also }) => [name, ...also]);
  return slashWords().unknown(isolated(word), nearest(word, names));
}

async function propose(
  { page: { chat }, fault, room }: Place,
  game: string,
  name: string,
): Promise<Deed | string> {
  const { you } = chat.store.get();
  if (you !== undefined && nameKey(you.name) === nameKey(name)) return slashWords().thatIsYou;
  const opponent = name === '' ? undefined : await opponentNamed(chat, name);
  if (name !== '' && opponent === undefined) return slashWords().nobodyHere(isolated(name));
  return () => fault.tell(chat.games.propose(room, game, opponent?.id));
}

function join({ page: { chat } }: Place, typed: string): Deed | string {
  const { noRoomNamed, whichRoom } = slashWords();
  if (typed === '') return whichRoom;
  const rooms = [...chat.store.get().rooms.values()];
  const room = rooms.find((each) => isNamed(each, typed));
  if (room !== undefined) return () => goTo(room.name);
  const [near] = search(rooms, searchWords(typed), searchKeysOf);
  return noRoomNamed(isolated(typed), near && roomTitle(near));
}

/** By its name, its address, or what the page calls it. */
function isNamed(room: Room, typed: string): boolean {
  const key = nameKey(roomName(typed) ?? typed);
  return key === nameKey(room.name) || key === nameKey(roomTitle(room));
}

/** What stands behind it was meant for somebody: it is not thrown away. */
function help(_place: Place, words: string): Deed | string {
  if (words !== '') return slashWords().helpAlone;
  return () => showHelp([...games.keys()]);
}
