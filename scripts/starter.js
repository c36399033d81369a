/**
 * Ends this process as SIGTERM would, once npm, which started it, has gone.
 * npm passes a SIGTERM on to the shell between us only, and that shell dies without a word.
 */
export function endWithNpm() {
  if (!process.env['npm_lifecycle_event']) return;
  const starter = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === starter) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 200);
  watch.unref();
}
