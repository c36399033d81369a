import { isMainThread } from 'node:worker_threads';

/**
 * Exits as soon as the event loop is empty. Node 26.10 then frees what is left, and may wait there
 * for ever at full load for a request that never ends: seen in `node::Environment::CleanupHandles`
 * after thousands of cut sockets, with no handle and no request in libuv's loop. A process with
 * work left does not get here.
 */
if (isMainThread) process.on('exit', () => process.exit());
