/** Milliseconds: a hidden page gets no animation frames, so a timer runs too. */
const hiddenDelay = 300;

/** Returns a function that runs `call` in the next animation frame, once for all requests until then. */
export function oncePerFrame(call: () => void): () => void {
  let isDue = false;
  let frame = 0;
  let timer = 0;
  const run = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    isDue = false;
    call();
  };
  return () => {
    if (isDue) return;
    isDue = true;
    frame = requestAnimationFrame(run);
    timer = window.setTimeout(run, hiddenDelay);
  };
}
