import type { Person } from '../protocol/model.ts';
import { PlayerAbsence } from './games/player-absence.ts';
import { Answers } from './http/answer-slots.ts';
import type { Clock } from './runtime/clock.ts';
import type { Outcome } from './commands/outcome.ts';
import { ConnectionLimit } from './http/connection-limit.ts';
import { HttpConnections } from './sessions/http-connections.ts';
import { RateLimiter } from './runtime/rate-limiter.ts';
import { Retention } from './maintenance/retention.ts';
import { Heartbeat } from './transport/heartbeat.ts';
import { Hub } from './realtime/hub.ts';
import { CommitQueue } from './commit/commit-queue.ts';
import type { Metrics } from './runtime/metrics.ts';
import { JoinNotices } from './presence/join-notices.ts';
import { Presence } from './presence/presence.ts';
import { OpenReads } from './http/open-reads.ts';
import { RoomDirectory } from './realtime/room-directory.ts';
import { OpenGames } from './games/open-games.ts';
import type { JsonSession } from './sessions/json-session.ts';
import { RefusalCache } from './commit/refusal-cache.ts';
import { SessionUse } from './maintenance/session-renewal.ts';
import { SessionRegistry } from './sessions/session-registry.ts';
import type { Database } from './store/database.ts';
import { changesAfter } from './store/messages.ts';
import { RoomLimit } from './commit/room-limit.ts';
import { RoomList } from './store/room-list.ts';
import type { StoreHealth } from './commit/store-health.ts';
import { Publisher } from './realtime/publisher.ts';
import type { TextSession } from './sessions/text-session.ts';
import { Typing } from './presence/typing.ts';

/** What one server has once, and every session uses. */
export interface Causette {
  readonly clock: Clock;
  readonly database: Database;
  readonly epoch: string;
  readonly commitQueue: CommitQueue;
  readonly hub: Hub;
  readonly roomDirectory: RoomDirectory;
  readonly roomList: RoomList;
  readonly presence: Presence;
  readonly typing: Typing;
  readonly absence: PlayerAbsence;
  readonly forgetting: Retention;
  readonly openGames: OpenGames;
  /** Milliseconds after which somebody who left a game may lose it. */
  readonly gameGrace: number;
  /** Persons whom this server plays, if any: complete before anybody connects. */
  readonly bots: Person[];
  readonly joinNotices: JoinNotices;
  readonly heartbeat: Heartbeat;
  readonly sessions: SessionRegistry<JsonSession | TextSession>;
  readonly sessionUse: SessionUse;
  readonly connectionLimit: ConnectionLimit;
  readonly roomLimit: RoomLimit;
  readonly connections: HttpConnections;
  readonly readings: OpenReads;
  readonly answers: Answers;
  /** Commands a second of each person; signs such as typing have an account of their own. */
  readonly commandLimiter: RateLimiter;
  readonly signalLimiter: RateLimiter;
  /** Lines in plain text, and openings of `/ws`, from each address: guests are nobody. */
  readonly addressLimiter: RateLimiter;
  readonly metrics: Metrics;
  /** Notes a bug, once, with its stack. */
  readonly reportError: (error: unknown) => void;
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
  storeHealth: StoreHealth;
  reportError: (error: unknown) => void;
}

export function makeCausette(parts: Parts): Causette {
  const { database, clock, gameGrace, metrics, storeHealth, reportError } = parts;
  const presence = new Presence(clock);
  const sessions = new SessionRegistry<JsonSession | TextSession>();
  const heartbeat = new Heartbeat(clock);
  metrics.watchWaiting(() => heartbeat.waiting);
  const announce = (outcomes: Outcome[]): Promise<void> => publisher.tell(outcomes);
  const [refusals, settings] = [new RefusalCache(clock), { gameGrace }];
  const commitQueue = new CommitQueue({ database, settings, storeHealth, refusals, announce });
  const causette: Causette = {
    ...parts,
    presence,
    hub: new Hub((room, after) => changesAfter(database, room, after), clock, reportError),
    roomDirectory: new RoomDirectory(database),
    roomList: new RoomList(database),
    sessions,
    sessionUse: new SessionUse({ ...parts, commitQueue, sessions }),
    commitQueue,
    absence: new PlayerAbsence({ ...parts, commitQueue, isHere: (person) => sessions.has(person) }),
    forgetting: new Retention({ ...parts, commitQueue }),
    openGames: new OpenGames(database),
    typing: new Typing(clock, presence),
    bots: [],
    connectionLimit: new ConnectionLimit(parts.connectionsPerAddress, metrics),
    roomLimit: new RoomLimit(clock, parts.rateLimit > 0),
    connections: new HttpConnections(),
    joinNotices: new JoinNotices(sessions),
    readings: new OpenReads(),
    answers: new Answers(),
    heartbeat,
    ...limitersOf(parts),
  };
  const publisher = new Publisher(causette);
  return causette;
}

function limitersOf({ rateLimit, clock }: Parts) {
  return {
    commandLimiter: new RateLimiter(rateLimit, clock),
    signalLimiter: new RateLimiter(rateLimit * signsPerCommand, clock),
    addressLimiter: new RateLimiter(rateLimit * peopleOfAddress, clock),
  };
}
