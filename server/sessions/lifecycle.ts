import type { Person } from '../../protocol/model.ts';
import type { PlayerAbsence } from '../games/player-absence.ts';
import type { Presence, Member } from '../presence/presence.ts';
import type { Hub } from '../realtime/hub.ts';
import type { Subscriber } from '../realtime/subscriber.ts';
import type { Metrics } from '../runtime/metrics.ts';
import type { Codec } from '../transport/codecs.ts';
import type { HeartbeatConnection, Heartbeat } from '../transport/heartbeat.ts';
import type { Sink } from '../transport/sink.ts';
import type { Connected, SessionRegistry } from './session-registry.ts';

/** A connection in any codec. */
export interface Session extends HeartbeatConnection, Connected, Member, Subscriber {
  readonly codec: Codec;
  readonly person: Person;
  readonly sink: Sink;
}

/** The services that keep track of connections. */
export interface LifecycleDeps {
  readonly absence: Pick<PlayerAbsence, 'connected' | 'checkLater'>;
  readonly heartbeat: Pick<Heartbeat, 'add' | 'delete'>;
  readonly hub: Pick<Hub, 'leaveAll'>;
  readonly metrics: Pick<Metrics, 'connected' | 'disconnected'>;
  readonly presence: Pick<Presence, 'leave'>;
  readonly sessions: Pick<SessionRegistry, 'add' | 'delete'>;
}

/** Registers a new session. */
export function register(deps: LifecycleDeps, session: Session): void {
  const { sessions, absence, heartbeat, metrics } = deps;
  sessions.add(session);
  absence.connected(session.person);
  heartbeat.add(session);
  metrics.connected(session.codec.name);
}

/** Unregisters a closed session: it receives nothing more. */
export function unregister(deps: LifecycleDeps, session: Session): void {
  const { sessions, absence, heartbeat, hub, presence, metrics } = deps;
  sessions.delete(session);
  absence.checkLater(session.person);
  heartbeat.delete(session);
  hub.leaveAll(session);
  presence.leave(session);
  metrics.disconnected(session.codec.name);
}
