import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const hint = 'It belongs among the files of the stage "spec" in scripts/node-tests.ts.';

/**
 * Fails a unit test that opens a port or creates a file: it would be slower than all others
 * together.
 */
net.Server.prototype.listen = () => {
  throw new Error(`A unit test opens a port. ${hint}`);
};
fs.mkdtempSync = () => {
  throw new Error(`A unit test makes a folder. ${hint}`);
};
syncBuiltinESMExports();
