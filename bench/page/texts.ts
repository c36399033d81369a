import type { TextMessage } from '../../protocol/model.ts';

const texts = [
  'coucou',
  'Who wants to play?',
  'I have read it all, and the second part is the better one, if you ask me.',
  '👍',
  'It is at https://example.org/a/page?of=interest, a little further down.',
  'Let us meet at ten.\nOr at eleven?',
  'A frame begins with two bytes: the first says what it carries and whether it is the last, the second how long it is and whether it is masked.',
];
const people = 12;
const apart = 20_000;

/** Messages of different lengths. */
export function textOf(number: number): string {
  return texts[number % texts.length]!;
}

/** A conversation of several people over days, up to now. */
export function conversation(count: number): (room: string, rev: number) => TextMessage {
  const end = Date.now();
  return (room, rev) => {
    // Runs of two or three messages by one person.
    const number = Math.floor((rev * 2) / 5) % people;
    const author = { id: `person-${number}`, name: `Person ${number}` };
    const at = end - (count - rev) * apart;
    return { id: `${room}-${rev}`, seq: rev, rev, author, at, kind: 'text', text: textOf(rev) };
  };
}
