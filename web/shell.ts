/**
 * Lets the page open without a network, where a browser allows it: over HTTPS and on this machine.
 * Elsewhere only an open page goes on without one.
 */
export function keepShell(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  // A browser that forbids it (a private window, a setting) has the page all the same.
  navigator.serviceWorker.register('/service-worker.js').catch(() => {});
}
