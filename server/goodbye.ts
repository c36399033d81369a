import { setTimeout as sleep } from 'node:timers/promises';
import type { Causette } from './causette.ts';
import { json } from './languages.ts';

/** Connections are let go of in batches over this time, so that they do not all come back at once. */
const spreadOver = 1_000;
const batches = 20;
/** What is still open after this has stopped listening. */
const graceful = 1_000;

/** Tells every client that the server goes away and when to come back, and closes. */
export async function sayGoodbye({ sessions }: Causette): Promise<void> {
  const all = [...sessions.all];
  const size = Math.max(100, Math.ceil(all.length / batches));
  for (let first = 0; first < all.length; first += size) {
    if (first > 0) await sleep(spreadOver / batches);
    for (const session of all.slice(first, first + size)) dismiss(session);
  }
  const deadline = Date.now() + graceful;
  while (sessions.all.size > 0 && Date.now() < deadline) await sleep(10);
  for (const session of [...sessions.all]) session.outlet.cut();
}

/** 1012 is "service restart", 1001 is "going away": RFC 6455 §7.4.1 and its registry. */
function dismiss(session: Causette['sessions']['all'] extends ReadonlySet<infer S> ? S : never) {
  if (session.language === json) {
    const retryAfter = Math.round(500 + Math.random() * 1_000) / 1_000;
    session.outlet.write(json.frame({ type: 'bye', retryAfter }));
    session.outlet.end(1012, 'the server restarts');
  } else {
    session.outlet.end(1001, 'the server goes away');
  }
}
