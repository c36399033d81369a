/** Longest wait on a hidden page, which is given no frames, in milliseconds. */
const hiddenPace = 300;

/** Calls once for all that asked since the last frame, however many did. */
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
    timer = window.setTimeout(run, hiddenPace);
  };
}
