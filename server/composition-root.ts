import { limits } from '../protocol/limits.ts';
import type { Person } from '../protocol/model.ts';
import type { Outcome } from './commands/outcome.ts';
import { RoomAccess } from './access/room-access.ts';
import { CommitQueue } from './commit/commit-queue.ts';
import { RefusalCache } from './commit/refusal-cache.ts';
import { RoomLimit } from './commit/room-limit.ts';
import type { StoreHealth } from './commit/store-health.ts';
import { OpenGames } from './games/open-games.ts';
import { PlayerAbsence } from './games/player-absence.ts';
import { AnswerSlots } from './http/answer-slots.ts';
import { ConnectionLimit } from './http/connection-limit.ts';
import { OpenReads } from './http/open-reads.ts';
import { Retention } from './maintenance/retention.ts';
import { SessionRenewal } from './maintenance/session-renewal.ts';
import { JoinNotices } from './presence/join-notices.ts';
import { Presence } from './presence/presence.ts';
import { Typing } from './presence/typing.ts';
import { Hub } from './realtime/hub.ts';
import { Publisher, type CommitListener } from './realtime/publisher.ts';
import { RoomDirectory } from './realtime/room-directory.ts';
import type { ReadChanges } from './realtime/subscriber.ts';
import { AttemptLimiter } from './runtime/attempt-limiter.ts';
import type { Clock } from './runtime/clock.ts';
import type { Metrics } from './runtime/metrics.ts';
import { RateLimiter } from './runtime/rate-limiter.ts';
import { DeviceLinks } from './identity/device-links.ts';
import { SlowHash } from './identity/slow-hash.ts';
import { HttpConnections } from './sessions/http-connections.ts';
import { SessionRegistry } from './sessions/session-registry.ts';
import type { Database } from './store/database.ts';
import { renamedPeople } from './store/identity/names.ts';
import { changesAfter } from './store/messages.ts';
import { RoomList } from './store/room-list.ts';
import { Heartbeat } from './transport/heartbeat.ts';

/** Signals are more frequent than commands, and cheaper. */
const signalsPerCommand = 3;

/** Milliseconds within which wrong codes are counted. */
const anHour = 60 * 60 * 1_000;

/** Number of people behind one address who may all send at their limit. */
const peoplePerAddress = 20;

/** What the services are built from. */
export interface Parts {
  readonly database: Database;
  readonly epoch: string;
  readonly clock: Clock;
  readonly rateLimit: number;
  readonly connectionsPerAddress: number;
  /** Milliseconds after which a player who left a game may lose it. */
  readonly gameGrace: number;
  /** Days after which an unseen name without messages is free; 0: never. */
  readonly nameKeptDays: number;
  readonly metrics: Metrics;
  readonly storeHealth: StoreHealth;
  /** Counts and logs an internal error with its stack. */
  readonly reportError: (error: unknown) => void;
}

export type Services = ReturnType<typeof buildServices>;

/**
 * Builds and connects the services of one server. Only `app.ts` sees all of them: each module
 * declares the ones it needs in an interface of its own.
 */
export function buildServices(parts: Parts) {
  const { database, clock, metrics, reportError } = parts;
  const fanOut = fanOutOf(parts);
  const { heartbeat, hub, openGames, presence, roomAccess, sessions, typing } = fanOut;
  const listeners: CommitListener[] = [roomAccess, typing, presence, openGames];
  const disconnectAll = (): void => {
    for (const { sink } of heartbeat.all) sink.cut();
  };
  const publisher = new Publisher({ hub, listeners, sessions, reportError, disconnectAll });
  const commitQueue = commitQueueOf(parts, publisher);
  const isHere = (person: string): boolean => sessions.has(person);
  const absence = new PlayerAbsence({ ...parts, commitQueue, isHere });
  const retention = new Retention({ ...parts, commitQueue });
  listeners.push(absence, retention);
  return {
    ...parts,
    ...fanOut,
    ...limitersOf(parts),
    absence,
    answerSlots: new AnswerSlots(),
    /** The bots of this server, added before the first connection. */
    bots: [] as Person[],
    attemptLimiter: new AttemptLimiter(limits.attempts, anHour, clock),
    commitQueue,
    connectionLimit: new ConnectionLimit(parts.connectionsPerAddress, metrics),
    deviceLinks: new DeviceLinks(clock),
    httpConnections: new HttpConnections(),
    joinNotices: new JoinNotices(sessions),
    openReads: new OpenReads(),
    renamedPeople: () => renamedPeople(database),
    retention,
    roomDirectory: new RoomDirectory(database),
    roomLimit: new RoomLimit(clock, parts.rateLimit > 0),
    roomList: new RoomList(database),
    slowHash: new SlowHash(),
    sessionRenewal: new SessionRenewal({ ...parts, commitQueue, sessions }),
  };
}

/** Connections, and the services that send to them. */
function fanOutOf({ clock, database, metrics, reportError }: Parts) {
  const heartbeat = new Heartbeat(clock);
  metrics.watchUnsentBytes(() => heartbeat.unsentBytes);
  const presence = new Presence(clock);
  const roomAccess = new RoomAccess(database);
  const readChanges: ReadChanges = (room, after) => changesAfter(database, room, after);
  return {
    heartbeat,
    hub: new Hub(readChanges, roomAccess, clock, reportError),
    openGames: new OpenGames(database),
    presence,
    roomAccess,
    sessions: new SessionRegistry(),
    typing: new Typing(clock, presence),
  };
}

function commitQueueOf(parts: Parts, publisher: Publisher): CommitQueue {
  const announce = (outcomes: Outcome[]): Promise<void> => {
    parts.metrics.committed(outcomes);
    return publisher.publish(outcomes);
  };
  const settings = { gameGrace: parts.gameGrace };
  return new CommitQueue({ ...parts, settings, refusals: new RefusalCache(parts.clock), announce });
}

function limitersOf({ rateLimit, clock }: Parts) {
  return {
    /** Commands per person. */
    commandLimiter: new RateLimiter(rateLimit, clock),
    signalLimiter: new RateLimiter(rateLimit * signalsPerCommand, clock),
    /** Plain-text lines and WebSocket upgrades per address: guests have no account. */
    addressLimiter: new RateLimiter(rateLimit * peoplePerAddress, clock),
  };
}
