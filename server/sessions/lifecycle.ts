import type { Causette } from '../composition-root.ts';
import type { JsonSession } from './json-session.ts';
import type { TextSession } from './text-session.ts';

/** A connection takes part from now on. */
export function arrive(causette: Causette, session: JsonSession | TextSession): void {
  const { sessions, absence, heartbeat, metrics } = causette;
  sessions.add(session);
  absence.came(session.person);
  heartbeat.add(session);
  metrics.connected(session.codec.name);
}

/** A connection has ended: nobody tells it anything any more. */
export function depart(causette: Causette, session: JsonSession | TextSession): void {
  const { sessions, absence, heartbeat, hub, presence, metrics } = causette;
  sessions.delete(session);
  absence.lookFor(session.person);
  heartbeat.delete(session);
  hub.leaveAll(session);
  presence.leave(session);
  metrics.disconnected(session.codec.name);
}
