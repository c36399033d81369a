import type { Ack, Refused, Welcome } from '../../protocol/frames.ts';
import { limits } from '../../protocol/limits.ts';
import type { Person } from '../../protocol/model.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import { revisionOf, roomOf, type Outcome } from '../commands/outcome.ts';
import type { OpenGames } from '../games/open-games.ts';
import type { RoomList } from '../store/room-list.ts';
import { heartbeatSeconds } from '../transport/heartbeat.ts';

/** What a welcome is made of. */
export interface WelcomeDeps {
  /** The bots of this server, if there are any. */
  readonly bots: Person[];
  readonly epoch: string;
  /** Milliseconds after which a player who left a game may lose it. */
  readonly gameGrace: number;
  readonly openGames: Pick<OpenGames, 'seenBy'>;
  /** The people whose messages may name them otherwise. */
  readonly renamedPeople: () => Promise<Person[]>;
  readonly roomList: Pick<RoomList, 'seenBy'>;
}

/** The first frame of a connection; `follows` is the room that it follows at once. */
export async function welcomeFor(
  deps: WelcomeDeps,
  you: Person,
  follows: string | undefined,
): Promise<Welcome> {
  const { bots, epoch, gameGrace } = deps;
  const rooms = await deps.roomList.seenBy(you.id);
  const games = await deps.openGames.seenBy(you.id);
  const renamed = await deps.renamedPeople();
  return {
    type: 'welcome',
    you,
    epoch,
    rooms,
    ...(follows !== undefined && { follows }),
    games,
    bots,
    limits: { text: limits.text, frame: limits.frame },
    heartbeat: heartbeatSeconds,
    grace: gameGrace / 1_000,
    ...(renamed.length > 0 && { renamed }),
  };
}

/** The answer to a successful command with an id. */
export function ackOf(id: string, outcome: Exclude<Outcome, { is: 'refused' }>): Ack {
  const rev = revisionOf(outcome);
  const room = roomOf(outcome);
  return {
    type: 'ack',
    id,
    ...(rev !== undefined && { rev }),
    ...(room !== undefined && { room }),
  };
}

/** The answer to a refused command, with its id if it has one. */
export function refusedFrame(reason: Refusal, id: string | undefined): Refused {
  return { type: 'refused', ...(id !== undefined && { id }), ...reason };
}
