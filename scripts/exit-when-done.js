import { isMainThread } from 'node:worker_threads';

/**
 * Ends a process as soon as nothing is left to do in it. Node 26.10 goes on to free what is left, and
 * may wait there for ever, at full speed, for a request that nothing answers any more: seen in
 * `node::Environment::CleanupHandles` after thousands of sockets that were cut, with no handle and no
 * request in libuv's loop. What still has something to do does not get here.
 */
if (isMainThread) process.on('exit', () => process.exit());
