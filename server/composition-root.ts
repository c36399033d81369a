import type { Person } from '../protocol/model.ts';
import { Absence } from './games/player-absence.ts';
import { Answers } from './http/answer-slots.ts';
import type { Clock } from './runtime/clock.ts';
import type { Outcome } from './commands/outcome.ts';
import { ConnectionLimit } from './http/connection-limit.ts';
import { Connections } from './sessions/http-connections.ts';
import { Credits } from './runtime/rate-limiter.ts';
import { Forgetting } from './maintenance/retention.ts';
import { Heartbeat } from './transport/heartbeat.ts';
import { Hub } from './realtime/hub.ts';
import { Ledger } from './commit/commit-queue.ts';
import type { Metrics } from './runtime/metrics.ts';
import { Newcomers } from './presence/join-notices.ts';
import { Presence } from './presence/presence.ts';
import { Readings } from './http/open-reads.ts';
import { RoomNames } from './realtime/room-directory.ts';
import { OpenGames } from './games/open-games.ts';
import type { Session } from './sessions/json-session.ts';
import { Refusals } from './commit/refusal-cache.ts';
import { SessionUse } from './maintenance/session-renewal.ts';
import { Sessions } from './sessions/session-registry.ts';
import type { Database } from './store/database.ts';
import { changesAfter } from './store/messages.ts';
import { RoomLimit } from './commit/room-limit.ts';
import { RoomList } from './store/room-list.ts';
import type { StoreTrouble } from './commit/store-health.ts';
import { Telling } from './realtime/publisher.ts';
import type { TextSession } from './sessions/text-session.ts';
import { Typing } from './presence/typing.ts';

/** What one server has once, and every session uses. */
export interface Causette {
  readonly clock: Clock;
  readonly database: Database;
  readonly epoch: string;
  readonly ledger: Ledger;
  readonly hub: Hub;
  readonly roomNames: RoomNames;
  readonly roomList: RoomList;
  readonly presence: Presence;
  readonly typing: Typing;
  readonly absence: Absence;
  readonly forgetting: Forgetting;
  readonly openGames: OpenGames;
  /** Milliseconds after which somebody who left a game may lose it. */
  readonly gameGrace: number;
  /** Persons whom this server plays, if any: complete before anybody connects. */
  readonly machines: Person[];
  readonly newcomers: Newcomers;
  readonly heartbeat: Heartbeat;
  readonly sessions: Sessions<Session | TextSession>;
  readonly sessionUse: SessionUse;
  readonly connectionLimit: ConnectionLimit;
  readonly roomLimit: RoomLimit;
  readonly connections: Connections;
  readonly readings: Readings;
  readonly answers: Answers;
  /** Commands a second of each person; signs such as typing have an account of their own. */
  readonly commandCredits: Credits;
  readonly signCredits: Credits;
  /** Lines in plain text, and openings of `/ws`, from each address: guests are nobody. */
  readonly addressCredits: Credits;
  readonly metrics: Metrics;
  /** Notes a bug, once, with its stack. */
  readonly noteBug: (error: unknown) => void;
}

/** Signs come more often than commands, and cost less. */
const signsPerCommand = 3;

/** People behind one address who all speak as fast as they may, or twice as many who nearly do. */
const peopleOfAddress = 20;

export interface Parts {
  database: Database;
  epoch: string;
  clock: Clock;
  rateLimit: number;
  connectionsPerAddress: number;
  gameGrace: number;
  metrics: Metrics;
  trouble: StoreTrouble;
  noteBug: (error: unknown) => void;
}

export function makeCausette(parts: Parts): Causette {
  const { database, clock, gameGrace, metrics, trouble, noteBug } = parts;
  const presence = new Presence(clock);
  const sessions = new Sessions<Session | TextSession>();
  const heartbeat = new Heartbeat(clock);
  metrics.watchWaiting(() => heartbeat.waiting);
  const announce = (outcomes: Outcome[]): Promise<void> => telling.tell(outcomes);
  const [refusals, settings] = [new Refusals(clock), { gameGrace }];
  const ledger = new Ledger({ database, settings, trouble, refusals, announce });
  const causette: Causette = {
    ...parts,
    presence,
    hub: new Hub((room, after) => changesAfter(database, room, after), clock, noteBug),
    roomNames: new RoomNames(database),
    roomList: new RoomList(database),
    sessions,
    sessionUse: new SessionUse({ ...parts, ledger, sessions }),
    ledger,
    absence: new Absence({ ...parts, ledger, isHere: (person) => sessions.has(person) }),
    forgetting: new Forgetting({ ...parts, ledger }),
    openGames: new OpenGames(database),
    typing: new Typing(clock, presence),
    machines: [],
    connectionLimit: new ConnectionLimit(parts.connectionsPerAddress, metrics),
    roomLimit: new RoomLimit(clock, parts.rateLimit > 0),
    connections: new Connections(),
    newcomers: new Newcomers(sessions),
    readings: new Readings(),
    answers: new Answers(),
    heartbeat,
    ...creditsOf(parts),
  };
  const telling = new Telling(causette);
  return causette;
}

function creditsOf({ rateLimit, clock }: Parts) {
  return {
    commandCredits: new Credits(rateLimit, clock),
    signCredits: new Credits(rateLimit * signsPerCommand, clock),
    addressCredits: new Credits(rateLimit * peopleOfAddress, clock),
  };
}
