import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const hint = 'It belongs among the files of the stage "spec" in scripts/test-files.ts.';

/**
 * Fails a unit test that opens a port or creates a file: it would be slower than all others
 * together.
 */
net.Server.prototype.listen = () => {
  throw new Error(`A unit test opens a port. ${hint}`);
};
const refuseFolder = (): never => {
  throw new Error(`A unit test makes a folder. ${hint}`);
};
Object.assign(fs, { mkdtempSync: refuseFolder });
Object.assign(fs.promises, { mkdtemp: refuseFolder });
syncBuiltinESMExports();
