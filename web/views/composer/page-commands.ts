import type { Room } from '../../../client/state/state.ts';
import { games } from '../../../protocol/games/games.ts';
import { nameKey, roomAddress } from '../../../protocol/text/names.ts';
import { search, searchWords } from '../../../protocol/text/search.ts';
import { opponentNamed } from '../../game/find-opponents.ts';
import { isolated } from '../../text/bidi-isolation.ts';
import { nearest } from '../../text/nearest-name.ts';
import type { AppContext } from '../../app/app-context.ts';
import { goTo } from '../../app/router.ts';
import { searchKeysOf } from '../../lists/room-search.ts';
import type { TypedCommand } from '../../game/slash-command.ts';
import type { Fault } from '../parts/fault.ts';
import { showHelp } from './help.ts';
import { slashWords } from '../../words/slash-words.ts';
import { gameTitle, roomName } from '../../words/words.ts';

/** Where a command was typed, and the whole text. */
export interface CommandContext {
  context: AppContext;
  fault: Fault;
  room: string;
  typed: string;
}

interface PageCommand {
  name: string;
  aliases: readonly string[];
  /** Returns the action to run, or an error sentence. */
  read: (source: CommandContext, argument: string) => Action | string | Promise<Action | string>;
}

type Action = () => void;

/** Runs a typed command. On an error shows why and keeps the typed text. */
export async function runCommand(
  source: CommandContext,
  { word, argument }: TypedCommand,
): Promise<void> {
  const { context, fault, room, typed } = source;
  const command = commandsNow().find(
    ({ name, aliases }) => name === word || aliases.includes(word),
  );
  const action = command === undefined ? unknown(word) : await command.read(source, argument);
  // The text may have been sent or changed meanwhile.
  if (context.drafts.of(room) !== typed) return;
  if (typeof action === 'string') return fault.show(action);
  context.drafts.put(room, '');
  fault.show('');
  action();
}

/** The commands in the current language: games have other names in each. */
function commandsNow(): PageCommand[] {
  const gameCommands = [...games.keys()].map((name): PageCommand => {
    const aliases = [gameTitle(name).toLowerCase().replaceAll(' ', '-')];
    return { name, aliases, read: (source, to) => propose(source, name, to.replace(/^@/u, '')) };
  });
  return [
    ...gameCommands,
    { name: 'join', aliases: ['rejoindre'], read: join },
    { name: 'help', aliases: ['aide', '?'], read: help },
  ];
}

function unknown(word: string): string {
  const names = commandsNow().flatMap(({ name, aliases }) => [name, ...aliases]);
  return slashWords().unknown(isolated(word), nearest(word, names));
}

async function propose(
  { context: { chat }, fault, room }: CommandContext,
  game: string,
  name: string,
): Promise<Action | string> {
  const { you } = chat.store.get();
  if (you !== undefined && nameKey(you.name) === nameKey(name)) return slashWords().thatIsYou;
  const opponent = name === '' ? undefined : await opponentNamed(chat, name);
  if (name !== '' && opponent === undefined) return slashWords().nobodyHere(isolated(name));
  return () => fault.showRefusal(chat.games.propose(room, game, opponent?.id));
}

function join({ context: { chat } }: CommandContext, typed: string): Action | string {
  const { noRoomNamed, whichRoom } = slashWords();
  if (typed === '') return whichRoom;
  const rooms = [...chat.store.get().rooms.values()];
  const room = rooms.find((each) => isNamed(each, typed));
  if (room !== undefined) return () => goTo(room.id);
  const [near] = search(rooms, searchWords(typed), searchKeysOf);
  return noRoomNamed(isolated(typed), near && roomName(near));
}

/** Whether `typed` is the name, the address or the displayed title of the room. */
function isNamed(room: Room, typed: string): boolean {
  const key = nameKey(roomAddress(typed) ?? typed);
  return key === nameKey(room.id) || key === nameKey(roomName(room));
}

/** Text after /help was meant as a message: it is kept, not discarded. */
function help(_source: CommandContext, words: string): Action | string {
  if (words !== '') return slashWords().helpAlone;
  return () => showHelp([...games.keys()]);
}
