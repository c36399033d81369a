/**
 * Throttles `call`: runs at once, then at most once per `pause()` milliseconds. The last request is
 * never dropped.
 */
export function throttled(pause: () => number, call: () => void): () => void {
  let isPaused = false;
  let isRequested = false;
  const startPause = (): void => {
    isPaused = true;
    setTimeout(() => {
      isPaused = false;
      if (isRequested) request();
    }, pause());
  };
  const request = (): void => {
    isRequested = isPaused;
    if (isPaused) return;
    startPause();
    call();
  };
  return request;
}
