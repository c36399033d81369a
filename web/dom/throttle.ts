/** Calls at once when asked, then rests so many milliseconds each time, never forgetting the last. */
export function paced(pause: () => number, call: () => void): () => void {
  let isResting = false;
  let isAsked = false;
  const rest = (): void => {
    isResting = true;
    setTimeout(() => {
      isResting = false;
      if (isAsked) ask();
    }, pause());
  };
  const ask = (): void => {
    isAsked = isResting;
    if (isResting) return;
    rest();
    call();
  };
  return ask;
}
