import type { GameMessage, Message, TextMessage } from '../../../protocol/model.ts';
import { digestOf, type RequestedChange, type Event } from '../checker/history.ts';
import { ada, zoe, type OpenRun, type Step } from './scripted-run.ts';

/** Two posts by each person, one edited, one deleted. */
export const fewSteps: Step[] = [
  { does: 'post', by: 0, at: 0 },
  { does: 'post', by: 0, at: 0 },
  { does: 'post', by: 1, at: 0 },
  { does: 'post', by: 1, at: 0 },
  { does: 'edit', by: 0, at: 0 },
  { does: 'delete', by: 1, at: 1 },
];

/** Faults of a run, with the violations they cause. */
export const harms: Record<string, [harm: (run: OpenRun) => void, ...text: RegExp[]]> = {
  'a post that is lost': [
    (run) => remove(run, textBy(run, ada.id).id),
    /^lost: Ada's post \S+ was acknowledged as \d+ and is not in the store\.$/u,
  ],
  'an edit that is lost': [
    (run) => (run.kept.answers = run.kept.answers.filter(({ id }) => !isEdit(run, id))),
    /^lost: Ada's edit \S+ was acknowledged/u,
    /^wrong: The message \S+ at 8 of #general is .*"text":"edit/u,
  ],
  'a post that is there twice': [
    (run) => {
      const { seq, ...rest } = textBy(run, zoe.id);
      add(run, { ...rest, seq: seq + 100, rev: seq + 100 });
    },
    /^doubled: The message \S+ is in the store twice\.$/u,
  ],
  'a post that nobody requested': [
    (run) => add(run, { ...textBy(run, zoe.id), id: 'stranger-1', seq: 100, rev: 100 }),
    /^wrong: Nobody requested the message stranger-1 by Zoé at 100 of #general\.$/u,
  ],
  'two posts that changed places': [
    (run) => {
      const [one, other] = messagesOf(run)
        .filter(({ author }) => author.id === ada.id)
        .slice(1);
      [one!.seq, other!.seq] = [other!.seq, one!.seq];
      acknowledgedAsKept(run);
    },
    /^out of order: Ada's post \S+ is \d+ of #general, before Ada's post \S+ at \d+/u,
  ],
  'a client that shows another text': [
    (run) => Object.assign(run.replicas[1]!.messages[1]!, { text: 'something else' }),
    /^diverged: Zoé's client, in #general, shows .*something else.* where the store has/u,
  ],
  'a client that lacks a message': [
    (run) => run.replicas[0]!.messages.splice(2, 1),
    /^diverged: Ada's client, in #general, shows /u,
  ],
  'a client that is behind': [
    (run) => (run.replicas[0]!.rev -= 1),
    /^diverged: Ada's client, in #general, is at \d+, and the room at \d+\.$/u,
  ],
  'a client that once had a hole': [
    (run) => {
      const look = eventsOf(run, 0).find((event) => event.is === 'looked')!;
      (look as { digest: string }).digest = digestOf(messagesOf(run).slice(1));
    },
    /^diverged: Ada's client, in #general, held \S+ between 0 and \d+, and the store has /u,
  ],
  'a place that once showed another message': [
    (run) =>
      eventsOf(run, 1).push({ is: 'saw', room: 'general', seq: 1, id: textBy(run, ada.id).id }),
    /^diverged: Zoé's client, in #general, showed \S+ at 1, where it is not\.$/u,
  ],
  'a message that became older': [
    (run) => eventsOf(run, 1).push({ is: 'aged', room: 'general', id: 'm1', from: 7, to: 5 }),
    /^diverged: Zoé's client, in #general, showed m1 at 7, then at 5\.$/u,
  ],
  'a text that is not what was written': [
    (run) => (textBy(run, zoe.id).text = 'never said'),
    /^wrong: The message \S+ at \d+ of #general is .*never said/u,
  ],
  'a deletion without effect': [
    (run) => {
      const deleted = messagesOf(run).find(({ kind }) => kind === 'deleted')!;
      Object.assign(deleted, { kind: 'text', text: 'still here' });
    },
    /^wrong: The message \S+ at \d+ of #general is .*still here.*"deleted"/u,
  ],
  'a deletion that nobody requested': [
    (run) => Object.assign(textBy(run, ada.id), { kind: 'deleted' }),
    /^wrong: The message \S+ at \d+ of #general is .*"deleted"/u,
  ],
  'a change of what another wrote': [
    (run) => {
      const edit = requested(run).find(({ type }) => type === 'edit') as { message: string };
      edit.message = textBy(run, zoe.id).id;
    },
    /^wrong: Ada's edit \S+ changed a message of another\.$/u,
  ],
  'a refused change that is there': [
    (run) => {
      const at = eventsOf(run, 0).findLastIndex((event) => event.is === 'acked');
      const { id } = eventsOf(run, 0)[at] as { id: string };
      eventsOf(run, 0)[at] = { is: 'refused', id, code: 'internal_error' };
    },
    /^wrong: Ada's edit \S+ was refused \(internal_error\) and is in the store all the same\.$/u,
  ],
  'an answer with another revision': [
    (run) => (run.kept.answers[0]!.rev = 1),
    /^wrong: Zoé's game\.accept \S+ was acknowledged as 2 and is kept as 1\.$/u,
  ],
  'an acknowledgement that a crash undid': [
    (run) => run.restarts[0]!.kept.splice(3, 1),
    /^lost: \S+ \S+ \S+ was acknowledged before restart 1 \(SIGKILL\) and not in the store after it\.$/u,
  ],
  'a move on a cell that is taken': [
    (run) => changeMoves(run, (moves) => moves.with(3, 0)),
    /^wrong: The game \S+ at 1 of #general: move 3 of 0,3,1,0,2 is against the rules\.$/u,
  ],
  'a move by the other player': [
    (run) => {
      gameOf(run).seats.reverse();
    },
    /: move 0 was made by Ada out of turn\.$/u,
  ],
  'two winners': [
    (run) => {
      const id = 'resign-1';
      const change: RequestedChange = { type: 'game.resign', id, message: gameOf(run).id };
      const { rev } = gameOf(run);
      eventsOf(run, 0).push({ is: 'requested', change }, { is: 'acked', id, rev });
      run.kept.answers.push({ person: ada.id, id, rev });
    },
    /: it ended 2 times: /u,
  ],
  'a winner who did not win': [
    (run) => (gameOf(run).result = { is: 'drawn' }),
    /: its result is \{"is":"drawn"\}, not \{.*"line"/u,
  ],
  'two people in one seat': [
    (run) => {
      const change: RequestedChange = {
        type: 'game.accept',
        id: 'accept-2',
        message: gameOf(run).id,
      };
      eventsOf(run, 0).push({ is: 'requested', change });
      run.kept.answers.push({ person: ada.id, id: 'accept-2', rev: 3 });
    },
    /: Zoé's game\.accept \S+ and Ada's game\.accept accept-2 took the one seat\.$/u,
  ],
};

export function messagesOf(run: OpenRun): Message[] {
  return run.kept.rooms[0]!.messages;
}

export function eventsOf(run: OpenRun, person: number): Event[] {
  return run.histories[person]!.events;
}

function requested(run: OpenRun): RequestedChange[] {
  const events = run.histories.flatMap((history) => history.events);
  return events.flatMap((event) => (event.is === 'requested' ? [event.change] : []));
}

function isEdit(run: OpenRun, id: string): boolean {
  return requested(run).some((change) => change.id === id && change.type === 'edit');
}

export function textBy(run: OpenRun, person: string): TextMessage {
  return messagesOf(run).find(
    (each): each is TextMessage => each.kind === 'text' && each.author.id === person,
  )!;
}

function gameOf(run: OpenRun): GameMessage {
  return messagesOf(run).find((each): each is GameMessage => each.kind === 'game')!;
}

function changeMoves(run: OpenRun, change: (moves: number[]) => number[]): void {
  gameOf(run).moves = change(gameOf(run).moves);
}

function add(run: OpenRun, message: Message): void {
  messagesOf(run).push(message);
  run.kept.rooms[0]!.rev = message.rev;
}

export function remove(run: OpenRun, id: string): void {
  messagesOf(run).splice(
    messagesOf(run).findIndex((message) => message.id === id),
    1,
  );
}

/** The answers agree with the store, so that only the order is wrong. */
function acknowledgedAsKept(run: OpenRun): void {
  const places = new Map(messagesOf(run).map(({ id, seq }) => [id, seq]));
  for (const event of eventsOf(run, 0)) {
    if (event.is === 'acked' && places.has(event.id)) event.rev = places.get(event.id)!;
  }
}
