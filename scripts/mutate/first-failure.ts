import type { TestEvent } from 'node:test/reporters';

/** A silent reporter that ends the run at its first failure. */
// oxlint-disable-next-line import/no-default-export -- Node requires it of a reporter.
export default async function* firstFailure(
  source: AsyncIterable<TestEvent>,
): AsyncGenerator<string> {
  for await (const { type } of source) if (type === 'test:fail') process.exit(1);
  yield '';
}
