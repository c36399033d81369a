import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';

/** A certificate with those that vouch for it, and its key, in PEM. */
export interface Tls {
  cert: Buffer;
  key: Buffer;
}

/** A file that the operator named, and by what. */
interface Named {
  text: string;
  from: string;
}

/**
 * Reads the two files that HTTPS takes; undefined where neither is named.
 * @throws Error with one sentence for the operator.
 */
export function readTls(cert: Named, key: Named): Tls | undefined {
  if (cert.text === '' && key.text === '') return undefined;
  if (key.text === '') throw new Error(`${cert.from} needs ${alike(cert, 'tls-key')} beside it.`);
  if (cert.text === '') throw new Error(`${key.from} needs ${alike(key, 'tls-cert')} beside it.`);
  const tls = { cert: read(cert), key: read(key) };
  if (!isTaken({ cert: tls.cert })) throw new Error(`${fileOf(cert)} is no certificate in PEM.`);
  if (!isTaken({ key: tls.key })) {
    throw new Error(`${fileOf(key)} is no key in PEM, or one with a passphrase.`);
  }
  if (isTaken(tls)) return tls;
  throw new Error(`${fileOf(key)} is not the key of the certificate in ${cert.text}.`);
}

/** What is missing, named the way in which the other was given: as an option or as a variable. */
function alike({ from }: Named, option: string): string {
  return from.startsWith('--') ? `--${option}` : option.toUpperCase().replace('-', '_');
}

function read(named: Named): Buffer {
  try {
    return readFileSync(named.text);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new Error(`${fileOf(named)} cannot be read (${code}).`, { cause: error });
  }
}

function fileOf({ text, from }: Named): string {
  return `The file ${text} of ${from}`;
}

function isTaken(parts: Partial<Tls>): boolean {
  try {
    createSecureContext(parts);
    return true;
  } catch {
    return false;
  }
}
