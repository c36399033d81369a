/**
 * Calls at once when asked, and rests so many milliseconds after each call, never forgetting the
 * last.
 */
export function paced(pause: number | (() => number), call: () => void): () => void {
  let isResting = false;
  let isAsked = false;
  const rest = (): void => {
    isResting = true;
    setTimeout(
      () => {
        isResting = false;
        if (isAsked) ask();
      },
      typeof pause === 'number' ? pause : pause(),
    );
  };
  const ask = (): void => {
    isAsked = isResting;
    if (isResting) return;
    rest();
    call();
  };
  return ask;
}
