import type { Frame, RoomChanges } from '../../../protocol/frames.ts';
import type { Person, TextMessage } from '../../../protocol/model.ts';
import { events, type EncodedFrame } from '../../transport/codecs.ts';
import { Presence, type Member } from '../../presence/presence.ts';
import { ManualClock } from './manual-clock.ts';

/** A presence on a manual clock, with the frames that each connection gets. */
export function testPresence() {
  const [clock, sent, clogged] = [new ManualClock(), [] as string[], new Set<Member>()];
  const member = (who: Person): Member => {
    const itself: Member = {
      person: who,
      show: (encoded) => {
        if (clogged.has(itself)) return false;
        sent.push(`${who.name}: ${textOf(encoded)}`);
        return true;
      },
    };
    return itself;
  };
  return { presence: new Presence(clock), clock, clogged, member, take: () => sent.splice(0) };
}

function textOf(encoded: EncodedFrame): string {
  const frame = JSON.parse(encoded.encode(events).toString().slice('data: '.length)) as Frame;
  if (frame.type === 'people') {
    return ['people', frame.count, ...frame.people.map(named)].join(' ');
  }
  if (frame.type !== 'presence') return frame.type;
  const gone = frame.gone.map(({ name }) => name);
  return ['presence', frame.count, 'here', ...frame.here.map(named), 'gone', ...gone].join(' ');
}

function named({ name, away }: { name: string; away: boolean }): string {
  return away ? `${name}(away)` : name;
}

export function person(number: number): Person {
  return { id: `p-${number}`, name: `${number}` };
}

export function names(first: number, end: number): string {
  return Array.from({ length: end - first }, (_, index) => `${first + index}`).join(' ');
}

export function changes(from: number, rev: number, ...messages: TextMessage[]): RoomChanges {
  return { type: 'changes', room: 'general', from, rev, messages };
}

export function textBy(seq: number, author: Person): TextMessage {
  return { id: `message-${seq}`, seq, rev: seq, author, at: 0, kind: 'text', text: 'coucou' };
}
