import { OperatorError } from '../runtime/operator-error.ts';

const moments = ['committed', 'announced'] as const;

/** Moments at which the process can be killed: after the commit, and after the broadcast. */
export type Moment = (typeof moments)[number];

/** Set once, before anything is written: a process dies only once. */
let armed: { moment: Moment; left: number } | undefined;

/**
 * Lets this process kill itself at a moment of the commit queue: `committed:3` at its third transaction.
 * @throws OperatorError with one sentence when that cannot be meant.
 */
export function arm(text: string | undefined): void {
  const [, name, count] = /^(\w+):([1-9]\d{0,8})$/u.exec(text ?? '') ?? [];
  const moment = moments.find((each) => each === name);
  if (moment !== undefined) armed = { moment, left: Number(count) };
  else if (text)
    throw new OperatorError(`FAILPOINT takes committed:N or announced:N, not "${text}".`);
}

/** The commit queue has reached this moment of a transaction. */
export function reached(moment: Moment): void {
  if (armed?.moment !== moment) return;
  armed.left -= 1;
  if (armed.left === 0) process.kill(process.pid, 'SIGKILL');
}
