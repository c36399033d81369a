import type { Welcome } from '../../protocol/frames.ts';
import { Chat, type ChatOptions } from '../chat.ts';
import { FakeTransport, ManualClock, summary, welcome } from './test-kit.ts';

/** A client whose server is the test. */
export interface Started {
  chat: Chat;
  clock: ManualClock;
  /** What was sent since the transport opened, or since `opened` returned. */
  sent: () => Record<string, unknown>[];
  transport: () => FakeTransport;
}

export function started(options: Partial<ChatOptions> = {}): Started {
  const clock = new ManualClock();
  const transports: FakeTransport[] = [];
  let sent: Record<string, unknown>[] = [];
  const note = (what: string): void => {
    if (what === 'connects') sent = [];
    if (what.startsWith('sends ')) sent.push(JSON.parse(what.slice(6)) as Record<string, unknown>);
  };
  const openTransport = (): FakeTransport => {
    transports.push(new FakeTransport(note));
    return transports.at(-1)!;
  };
  const server = new URL('http://127.0.0.1:3000');
  const chat = new Chat({ server, clock, openTransport, transport: 'websocket', ...options });
  chat.open();
  return { chat, clock, sent: () => sent, transport: () => transports.at(-1)! };
}

/** A client that has been welcomed; what it sent in answer is removed from `sent`. */
export function opened(rooms: Record<string, number>): Started {
  const client = started();
  client.transport().onopen?.();
  client.transport().receives(welcomed(rooms));
  client.sent().length = 0;
  return client;
}

export function welcomed(rooms: Record<string, number>): Welcome {
  return welcome(...Object.entries(rooms).map(([name, rev]) => summary(name, rev)));
}
