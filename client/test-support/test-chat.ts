import type { Welcome } from '../../protocol/frames.ts';
import { Chat, type ChatOptions } from '../chat.ts';
import { FakeTransport, ManualClock, summary, welcome } from './test-kit.ts';

/** A client whose server is the test. */
export interface Started {
  chat: Chat;
  clock: ManualClock;
  /** What was sent since the line opened, or since `opened` came back. */
  said: () => Record<string, unknown>[];
  line: () => FakeTransport;
}

export function started(options: Partial<ChatOptions> = {}): Started {
  const clock = new ManualClock();
  const lines: FakeTransport[] = [];
  let sent: Record<string, unknown>[] = [];
  const note = (what: string): void => {
    if (what === 'connects') sent = [];
    if (what.startsWith('sends ')) sent.push(JSON.parse(what.slice(6)) as Record<string, unknown>);
  };
  const openTransport = (): FakeTransport => {
    lines.push(new FakeTransport(note));
    return lines.at(-1)!;
  };
  const server = new URL('http://127.0.0.1:3000');
  const chat = new Chat({ server, clock, openTransport, transport: 'websocket', ...options });
  chat.open();
  return { chat, clock, said: () => sent, line: () => lines.at(-1)! };
}

/** A client that has been welcomed; what it said to that is not in its trace. */
export function opened(rooms: Record<string, number>): Started {
  const begun = started();
  begun.line().onopen?.();
  begun.line().says(welcomed(rooms));
  begun.said().length = 0;
  return begun;
}

export function welcomed(rooms: Record<string, number>): Welcome {
  return welcome(...Object.entries(rooms).map(([name, rev]) => summary(name, rev)));
}
