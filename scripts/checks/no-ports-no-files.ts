import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const ways = 'It belongs among the files of the stage "spec" in scripts/node-tests.ts.';

/** A unit test opens no port and makes no file: it would be slower than all others together. */
net.Server.prototype.listen = () => {
  throw new Error(`A unit test opens a port. ${ways}`);
};
fs.mkdtempSync = () => {
  throw new Error(`A unit test makes a folder. ${ways}`);
};
syncBuiltinESMExports();
