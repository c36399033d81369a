/** Milliseconds: debounce of requests while typing. */
const debounce = 150;

/**
 * Repeats a request as its text changes: debounced, and only the answer to the latest call counts.
 * The first call is sent at once.
 */
export function latestOnly<Answer>(
  request: () => Promise<Answer>,
  answered: (answer: Answer) => void,
  failed: (error: unknown) => void,
): () => void {
  let latest = 0;
  return () => {
    const number = ++latest;
    const isLatest = (): boolean => number === latest;
    const send = (): void => {
      if (!isLatest()) return;
      request().then(
        (answer) => isLatest() && answered(answer),
        (error: unknown) => isLatest() && failed(error),
      );
    };
    setTimeout(send, number === 1 ? 0 : debounce);
  };
}
