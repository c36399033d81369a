import { setTimeout as sleep } from 'node:timers/promises';
import { doSomething } from './deeds.ts';
import type { ChaosPerson } from './person.ts';

/** Unanswered changes above which a person waits before the next. */
const patience = 12;

/** What people do besides changes, with weights. */
const habits = {
  write: 78,
  burst: 10,
  wait: 5,
  scroll: 2,
  enter: 2,
  type: 2,
  drop: 0.5,
  reload: 0.5,
};

/** Acts until the signal; `pace`: about the milliseconds between two actions. */
export async function live(person: ChaosPerson, pace: number, signal: AbortSignal): Promise<void> {
  const { random } = person;
  while (!signal.aborted) {
    await sleep(random.between(0, 2 * pace));
    if (person.state.you === undefined || person.recorder.unanswered.size > patience) continue;
    await act(person, signal);
  }
}

async function act(person: ChaosPerson, signal: AbortSignal): Promise<void> {
  const { random, chat } = person;
  const room = random.pick([...person.state.rooms.keys()]) ?? 'general';
  switch (random.weighted(habits)) {
    case 'write':
      return doSomething(person);
    case 'burst':
      for (let left = random.between(2, 8); left > 0; left--) doSomething(person);
      return;
    case 'wait':
      while (person.recorder.unanswered.size > 0 && !signal.aborted) await sleep(20);
      return;
    case 'scroll':
      // Without a network there is no page: the next scroll loads it.
      return void chat.older(room).catch(() => {});
    case 'enter':
      return chat.enter(room);
    case 'type':
      return chat.typing(room);
    case 'drop':
      return chat.connection.cut();
    case 'reload':
      return person.reload();
  }
}
