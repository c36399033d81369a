import assert from 'node:assert/strict';
import { rehearsal, type Act, type Step } from './acts.ts';
import { MembershipModel, type ModelRoom } from './membership-model.ts';
import * as people from './participants.ts';
import type { Participant } from './participants.ts';
import type { TestServer } from '../running/test-server.ts';

interface Loss {
  person: string;
  room: string;
  rev: number;
}

const changesAccess: ReadonlySet<Act> = new Set(['invite', 'remove', 'join', 'leave', 'delete']);
const forMakers: ReadonlySet<Act> = new Set(['remove', 'change', 'archive', 'delete']);

let worlds = 0;

/** Ten people and two guests on all transports. */
export class World {
  readonly #server: TestServer;
  readonly #model = new MembershipModel();
  readonly #everybody: Participant[];
  readonly #world = ++worlds;
  readonly #done: Set<Act>;
  /** Who lost which room in this batch, and the revision from which on they may not see it. */
  #lost: Loss[] = [];

  /** Adds the acts that the server accepted to `done`. */
  constructor(server: TestServer, everybody: Participant[], done: Set<Act>) {
    this.#server = server;
    this.#everybody = everybody;
    this.#done = done;
  }

  static async open(server: TestServer, done: Set<Act>): Promise<World> {
    const name = (kind: string, number: number): string => `${kind} ${worlds} ${number}`;
    const make = <Made>(count: number, one: (number: number) => Promise<Made>): Promise<Made[]> =>
      Promise.all(Array.from({ length: count }, (_, number) => one(number)));
    const everybody = [
      ...(await make(5, (number) => people.tabs(server, name('tab', number)))),
      ...(await make(3, (number) => people.events(server, name('events', number)))),
      ...(await make(2, (number) => people.curl(server, name('curl', number)))),
      ...(await make(2, () => people.guest(server))),
    ];
    return new World(server, everybody, done);
  }

  /** Does each act once, by somebody who may do it. */
  async rehearse(): Promise<void> {
    for (const [at, act] of rehearsal.entries()) {
      const flag = act === 'create' && at > 0;
      await this.run([
        { act, who: act === 'leave' ? 1 : 0, room: at, other: 1, flag, isAllowed: true },
      ]);
    }
  }

  /**
   * Runs acts at the same time. What arrives until then may be of a room that was theirs before or
   * after; what arrives later, only of a room that is theirs now.
   */
  async run(batch: readonly Step[]): Promise<void> {
    this.#lost = [];
    const before = this.#everybody.map(({ id }) => this.#model.seenBy(id));
    const { rooms } = this.#model;
    const live = rooms.filter(({ isDeleted }) => !isDeleted);
    const steps = batch.map((each) => {
      const all = each.isAllowed ? live : rooms;
      return { ...each, place: all[each.room % all.length] };
    });
    // Two of them at once in one room: nobody could tell which came first.
    const isFirst = ({ act, place }: (typeof steps)[number], index: number): boolean =>
      !changesAccess.has(act) ||
      steps.findIndex((each) => each.place === place && changesAccess.has(each.act)) === index;
    const answers = await Promise.all(
      steps.filter(isFirst).map((each) => this.#act(each, each.place)),
    );
    for (const [index, participant] of this.#everybody.entries()) {
      const allowed = new Set([...before[index]!, ...this.#model.seenBy(participant.id)]);
      this.#check(participant, await participant.take(), allowed);
    }
    for (const { who, texts } of answers) {
      const index = this.#everybody.indexOf(who);
      this.#check(who, texts, new Set([...before[index]!, ...this.#model.seenBy(who.id)]));
    }
  }

  end(): void {
    for (const each of this.#everybody) each.end();
  }

  #check({ id }: Participant, texts: readonly string[], allowed: ReadonlySet<ModelRoom>): void {
    for (const text of texts) {
      const leaked = this.#model.tracesIn(text).filter((room) => !allowed.has(room));
      assert.deepEqual(leaked.length, 0, `${id} received of ${leaked[0]?.mark}: ${text}`);
      const late = this.#lost.find((loss) => id === loss.person && isLate(text, loss));
      assert.equal(late, undefined, `${id} received after the loss of a room: ${text}`);
    }
  }

  async #act(step: Step, room: ModelRoom | undefined) {
    const { act, flag } = step;
    const members = this.#everybody.filter(({ id }) => room?.members.has(id));
    const who = this.#actorOf(step, room, members);
    const isRemoval = act === 'remove' && members.length > 0;
    const others = isRemoval ? members : this.#everybody.slice(0, 10);
    const other = others[step.other % others.length]!;
    const texts: string[] = [];
    if (act === 'create' || room === undefined) await this.#create(who, other, flag);
    else if (act === 'history') texts.push(...(await this.#read(who, room)));
    else if (act === 'arrive') texts.push(...(await this.#arrive(who)));
    else texts.push(await this.#command(act, who, other, room, flag));
    return { who, texts };
  }

  #actorOf({ act, who, isAllowed }: Step, room: ModelRoom | undefined, members: Participant[]) {
    const byId = (id = ''): Participant | undefined => members.find((each) => each.id === id);
    const anybody = this.#everybody[who]!;
    if (!isAllowed) return anybody;
    if (forMakers.has(act)) return byId(room?.maker) ?? anybody;
    if (act === 'play') return byId(room?.games.at(-1)?.by) ?? anybody;
    const others = members.filter(({ id }) => act !== 'accept' || id !== room?.games.at(-1)?.by);
    return others[who % others.length] ?? anybody;
  }

  async #create(who: Participant, other: Participant, isOpen: boolean): Promise<void> {
    const mark = `R${this.#world}x${this.#model.rooms.length}-${people.nextId('X')}`;
    const members = isOpen || other === who ? [] : [other.id];
    const kind = isOpen ? 'open' : 'private';
    const topic = `about ${mark}`;
    const answer = await who.ask({ type: 'room.create', name: mark, topic, kind, people: members });
    const { room: id } = answer as { room?: string };
    this.#done.add('create');
    if (id === undefined) return;
    this.#model.add({ mark, id, maker: who.id, isPrivate: !isOpen }, [who.id, ...members]);
  }

  async #read({ session }: Participant, room: ModelRoom): Promise<string[]> {
    const message = room.messages[0] ?? 'message-0';
    this.#done.add('history');
    const mightSee = this.#model.maySee(session!.person.id, room);
    const answers = await people.readAll(this.#server, session!, room.id, message);
    const stream = await people.streamStatus(this.#server, session!, room.id);
    if (!mightSee && !this.#model.maySee(session!.person.id, room)) {
      const statuses = [stream, ...answers.map(({ status }) => status)];
      assert.deepEqual(new Set(statuses), new Set([404]));
    }
    return answers.map(({ body }) => body);
  }

  async #arrive({ session }: Participant): Promise<string[]> {
    this.#done.add('arrive');
    for (const guest of this.#everybody.filter((each) => each.session === undefined)) {
      await guest.ask({});
    }
    return people.arrive(this.#server, session!);
  }

  /** Sends a command, and applies its effect to the model if it was accepted. */
  async #command(
    act: Exclude<Act, 'create' | 'history' | 'arrive'>,
    who: Participant,
    other: Participant,
    room: ModelRoom,
    flag: boolean,
  ): Promise<string> {
    const id = people.nextId(room.mark);
    const message = room.messages.at(flag ? -1 : 0) ?? 'message-0';
    const game = room.games.at(-1)?.id ?? 'message-0';
    const commands: Record<typeof act, object> = {
      invite: { type: 'room.invite', room: room.id, people: [other.id] },
      remove: { type: 'room.remove', room: room.id, person: other.id },
      join: { type: 'room.join', room: room.id },
      leave: { type: 'room.leave', room: room.id },
      change: { type: 'room.change', room: room.id, topic: `${id} topic` },
      archive: { type: 'room.archive', room: room.id, on: flag },
      delete: { type: 'room.delete', room: room.id, name: room.mark },
      post: { type: 'post', id, room: room.id, text: `${id} says` },
      edit: { type: 'edit', message, text: `${id} edited` },
      react: { type: 'react', message, emoji: '👍', on: flag },
      propose: { type: 'game.propose', id, room: room.id, game: 'morpion' },
      accept: { type: 'game.accept', message: game },
      play: { type: 'game.play', message: game, ply: 0, move: 4 },
      follow: { type: 'follow', rooms: { [room.id]: flag ? 0 : 1, general: 0 } },
      typing: { type: 'typing', room: room.id },
      presence: { type: 'presence', room: room.id, away: flag },
      find: { type: 'people.find', room: room.id, text: '' },
      read: { type: 'read', room: room.id, seq: 1 },
    };
    const answer = await who.ask(commands[act]);
    const { type, rev } = answer as { type: string; rev?: number };
    if (type === 'ack') this.#apply(act, who, other, room, id);
    const loser = act === 'remove' ? other : who;
    if (rev !== undefined && room.isPrivate && !room.members.has(loser.id)) {
      this.#lost.push({ person: loser.id, room: room.id, rev });
    }
    return people.textOf(answer);
  }

  #apply(act: Act, who: Participant, other: Participant, room: ModelRoom, id: string): void {
    this.#done.add(act);
    if (act === 'post') room.messages.push(id);
    if (act === 'propose') room.games.push({ id, by: who.id });
    if (act === 'invite') room.members.add(other.id);
    if (act === 'remove') room.members.delete(other.id);
    if (act === 'leave') room.members.delete(who.id);
    if (act === 'delete') room.isDeleted = true;
  }
}

/** Whether a received frame has changes of a room after its loss. */
function isLate(text: string, { room, rev }: Loss): boolean {
  const frame = JSON.parse(text || '{}') as { type?: string; room?: string; rev?: number };
  return frame.type === 'changes' && frame.room === room && frame.rev! >= rev;
}
