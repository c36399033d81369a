import { isDeepStrictEqual } from 'node:util';
import type { Message } from '../../../protocol/model.ts';
import type { Rule, Violation } from './rule.ts';
import { digestOf, type Replica } from './history.ts';

/** At the end every client holds the store's messages from its floor on, in order. */
export const clientsAgree: Rule = ({ run }) =>
  run.replicas.flatMap((replica): Violation[] => {
    const kept = run.kept.rooms.find(({ room }) => room === replica.room);
    const fault =
      kept?.rev === replica.rev
        ? difference(replica, kept.messages)
        : `is at ${replica.rev}, and the room at ${kept?.rev}`;
    return fault === undefined ? [] : diverged(replica, fault);
  });

function difference({ floor, messages }: Replica, kept: readonly Message[]): string | undefined {
  const expected = kept.filter(({ seq }) => seq > floor);
  if (isDeepStrictEqual(messages, expected)) return undefined;
  const at = expected.findIndex((message, index) => !isDeepStrictEqual(message, messages[index]));
  const index = at === -1 ? expected.length : at;
  return `shows ${JSON.stringify(messages[index])} where the store has ${JSON.stringify(expected[index])}`;
}

/** At any time, a client held everything between its floor and its revision. */
export const whatWasHeldWasWhole: Rule = (facts) => {
  const rooms = new Map(facts.run.kept.rooms.map((each) => [each.room, each]));
  return facts.run.histories.flatMap(({ person, events }) =>
    events.flatMap((event): Violation[] => {
      if (event.is !== 'looked') return [];
      const { room, floor, rev, digest } = event;
      const all = rooms.get(room)?.messages ?? [];
      const expected = digestOf(all.filter(({ seq }) => seq > floor && seq <= rev));
      if (digest === expected) return [];
      const fault = `held ${digest} between ${floor} and ${rev}, and the store has ${expected}`;
      return diverged({ person, room }, fault);
    }),
  );
};

/** Whatever was shown at a place is stored there, and never went back to an older revision. */
export const nothingShownTurned: Rule = ({ run, messages }) =>
  run.histories.flatMap(({ person, events }) =>
    events.flatMap((event): Violation[] => {
      if (event.is === 'aged') {
        const { id, from, to } = event;
        return diverged({ person, room: event.room }, `showed ${id} at ${from}, then at ${to}`);
      }
      if (event.is !== 'saw') return [];
      const { room, seq, id } = event;
      const kept = messages.get(id);
      if (kept?.room === room && kept.message.seq === seq) return [];
      return diverged({ person, room }, `showed ${id} at ${seq}, where it is not`);
    }),
  );

function diverged({ person, room }: Pick<Replica, 'person' | 'room'>, fault: string): Violation[] {
  return [{ is: 'diverged', text: `${person.name}'s client, in #${room}, ${fault}.` }];
}
