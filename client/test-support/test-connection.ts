import { Connection } from '../connection/connection.ts';
import { TransportFallback, type FallbackOptions } from '../connection/transport-fallback.ts';
import { FakeTransport, ManualClock } from './test-kit.ts';

export interface Begun {
  connection: Connection;
  clock: ManualClock;
  /** What happened, each with its time: what this end did, and what its handlers heard. */
  trace: string[];
  /** The latest line. */
  line: () => FakeTransport;
}

/** A connection that has been opened. */
export function begun(options: FallbackOptions = {}): Begun {
  const clock = new ManualClock();
  const trace: string[] = [];
  const lines: FakeTransport[] = [];
  const note = (what: string): unknown => trace.push(`${clock.now()} ${what}`);
  const connection = new Connection(
    (kind) => {
      lines.push(new FakeTransport((what) => note(`${kind} ${what}`)));
      return lines.at(-1)!;
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
  return { connection, clock, trace, line: () => lines.at(-1)! };
}

/** When which way was tried. */
export function connects(trace: string[]): string[] {
  return trace.filter((line) => line.endsWith(' connects')).map((line) => line.slice(0, -9));
}
