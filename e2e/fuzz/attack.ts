import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';

/**
 * Credentials of an attacker: not drawn from the seed, so that the rest of an attack is
 * reproducible.
 */
export interface Pass {
  token: string;
  /** The id of a connection over HTTP. */
  connection: string;
}

/** The bytes of one connection, as latin1, so that a report can show them. */
export interface Attack {
  kind: string;
  /** Each chunk is a separate write. */
  pieces: string[];
  reads: boolean;
  /** `end` closes the connection with FIN, `reset` with RST. */
  goes: 'end' | 'reset';
}

/** Milliseconds between two chunks, and for the server to respond. */
const betweenPieces = 2;
const patience = 100;

/** Sends a byte sequence over a connection in a random manner: whole, split, or cut off. */
export function attacksOf(kind: string, bytes: fc.Arbitrary<string>): fc.Arbitrary<Attack> {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const cut = fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: share });
  return fc
    .record({
      bytes,
      breaksOff: cut,
      split: cut,
      reads: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.boolean()),
      goes: fc.constantFrom('end' as const, 'reset' as const),
    })
    .map(({ bytes: all, breaksOff, split, reads, goes }) => {
      const sent = all.slice(0, Math.ceil(all.length * breaksOff));
      const middle = Math.ceil(sent.length * split);
      return { kind, pieces: [sent.slice(0, middle), sent.slice(middle)], reads, goes };
    });
}

/** Resolves when the connection has ended, which is soon; never rejects. */
export async function strike(port: number, { pieces, reads, goes }: Attack): Promise<void> {
  const line = connect(port, '127.0.0.1');
  const closed = new Promise<void>((resolve) => line.once('close', () => resolve()));
  line.on('error', () => {});
  if (reads) line.resume();
  for (const piece of pieces.filter((each) => each !== '')) {
    line.write(Buffer.from(piece, 'latin1'));
    await sleep(betweenPieces);
  }
  if (goes === 'end') line.end();
  await Promise.race([closed, sleep(patience)]);
  leave(line, goes);
  await closed;
}

function leave(line: Socket, goes: Attack['goes']): void {
  if (goes === 'reset') line.resetAndDestroy();
  else line.destroy();
}
