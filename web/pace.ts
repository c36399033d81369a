/** Calls at once when asked, then at most once in so many milliseconds, never forgetting the last. */
export function paced(milliseconds: number, call: () => void): () => void {
  let isResting = false;
  let isAsked = false;
  const rest = (): void => {
    isResting = true;
    setTimeout(() => {
      isResting = false;
      if (isAsked) ask();
    }, milliseconds);
  };
  const ask = (): void => {
    isAsked = isResting;
    if (isResting) return;
    rest();
    call();
  };
  return ask;
}
