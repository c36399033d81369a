/**
 * Ends this process as SIGTERM would, once npm, its parent, has gone. npm passes a SIGTERM only to
 * the shell in between, which dies silently.
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
