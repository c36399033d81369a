import { Connection } from '../connection/connection.ts';
import { TransportFallback, type FallbackOptions } from '../connection/transport-fallback.ts';
import { FakeTransport, ManualClock } from './test-kit.ts';

export interface Opened {
  connection: Connection;
  clock: ManualClock;
  /** What happened, each with its time: calls on the transport, and calls of the handlers. */
  trace: string[];
  /** The latest transport. */
  transport: () => FakeTransport;
}

/** A connection that was opened. */
export function opened(options: FallbackOptions = {}): Opened {
  const clock = new ManualClock();
  const trace: string[] = [];
  const transports: FakeTransport[] = [];
  const note = (what: string): unknown => trace.push(`${clock.now()} ${what}`);
  const connection = new Connection(
    (kind) => {
      transports.push(new FakeTransport((what) => note(`${kind} ${what}`)));
      return transports.at(-1)!;
    },
    clock,
    new TransportFallback(options),
  );
  connection.onopen = () => note('onopen');
  connection.onmessage = ({ data }) => note(`onmessage ${data}`);
  connection.onclose = ({ code, wasClean }, retryIn) => {
    const again = retryIn === undefined ? '' : `, again in ${retryIn}`;
    note(`onclose ${code}${wasClean ? ' clean' : ''}${again}`);
  };
  connection.open();
  return { connection, clock, trace, transport: () => transports.at(-1)! };
}

/** The times and kinds of the transports that were opened. */
export function connects(trace: string[]): string[] {
  return trace.filter((line) => line.endsWith(' connects')).map((line) => line.slice(0, -9));
}
