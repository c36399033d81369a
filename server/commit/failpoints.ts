import { OperatorError } from '../runtime/operator-error.ts';

const points = ['committed', 'announced'] as const;

/** Points at which the process can be killed: after the commit, or after the broadcast. */
export type Failpoint = (typeof points)[number];

/** Set once at the start. */
let armed: { point: Failpoint; left: number } | undefined;

/**
 * Arms a failpoint: with `committed:3` the process kills itself at its third commit.
 * @throws OperatorError with one sentence if the text is invalid.
 */
export function arm(text: string | undefined): void {
  const [, name, count] = /^(\w+):([1-9]\d{0,8})$/u.exec(text ?? '') ?? [];
  const point = points.find((each) => each === name);
  if (point !== undefined) armed = { point, left: Number(count) };
  else if (text)
    throw new OperatorError(`FAILPOINT takes committed:N or announced:N, not "${text}".`);
}

/** The commit queue has hit this point of a transaction. */
export function hit(point: Failpoint): void {
  if (armed?.point !== point) return;
  armed.left -= 1;
  if (armed.left === 0) process.kill(process.pid, 'SIGKILL');
}
