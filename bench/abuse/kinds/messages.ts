import { randomUUIDv7 as newId } from 'node:crypto';
import { defaultRoom } from '../../../protocol/limits.ts';
import { asking } from '../asking.ts';
import { letters, marks, spaces } from '../dear.ts';
import { liked } from '../filling.ts';
import type { Workload, Kind } from '../kind.ts';

export const post: Kind = {
  name: 'post',
  honest: postOf('a sentence', 'coucou, how are you today?'),
  attempts: [
    postOf('4,000 emoji', '🦊'.repeat(4_000)),
    postOf('60 kB of letters', letters),
    postOf('60 kB of combining marks', marks),
    postOf('60 kB of spaces', spaces),
  ],
};

export const edit: Kind = {
  name: 'edit',
  honest: editOf('a sentence', 'coucou again'),
  attempts: [editOf('4,000 emoji', '🦊'.repeat(4_000)), editOf('60 kB of marks', marks)],
};

export const react: Kind = {
  name: 'react',
  honest: reactTo('on a message of one’s own', '👍'),
  attempts: [
    reactTo('on a message that a thousand liked', '👍', liked),
    reactTo('60 kB as an emoji', letters),
    reactTo('60 kB of marks as an emoji', marks),
  ],
};

function postOf(what: string, text: string): Workload {
  return asking(what, async () => () => ({ type: 'post', room: defaultRoom, text }));
}

function editOf(what: string, text: string): Workload {
  return asking(what, async (line) => {
    const message = newId();
    await line.ask({ type: 'post', id: message, room: defaultRoom, text: 'coucou' });
    return () => ({ type: 'edit', message, text });
  });
}

function reactTo(what: string, emoji: string, known?: string): Workload {
  return asking(what, async (line) => {
    const message = known ?? newId();
    if (known === undefined) {
      await line.ask({ type: 'post', id: message, room: defaultRoom, text: 'coucou' });
    }
    let on = false;
    return () => ({ type: 'react', message, emoji, on: (on = !on) });
  });
}
