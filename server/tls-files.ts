import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';

/** A certificate with its chain, and its key, in PEM. */
export interface Tls {
  cert: Buffer;
  key: Buffer;
}

/** A file name, and the option or variable that it is from. */
interface FileSetting {
  text: string;
  from: string;
}

/**
 * Reads the two files for HTTPS. Returns undefined if neither is set.
 * @throws Error with one sentence for the operator.
 */
export function readTls(cert: FileSetting, key: FileSetting): Tls | undefined {
  if (cert.text === '' && key.text === '') return undefined;
  if (key.text === '')
    throw new Error(`${cert.from} needs ${sameStyle(cert, 'tls-key')} beside it.`);
  if (cert.text === '')
    throw new Error(`${key.from} needs ${sameStyle(key, 'tls-cert')} beside it.`);
  const tls = { cert: read(cert), key: read(key) };
  if (!isValid({ cert: tls.cert })) throw new Error(`${fileOf(cert)} is no certificate in PEM.`);
  if (!isValid({ key: tls.key })) {
    throw new Error(`${fileOf(key)} is no key in PEM, or one with a passphrase.`);
  }
  if (isValid(tls)) return tls;
  throw new Error(`${fileOf(key)} is not the key of the certificate in ${cert.text}.`);
}

/** Names the missing setting in the style of the given one: as an option or as a variable. */
function sameStyle({ from }: FileSetting, option: string): string {
  return from.startsWith('--') ? `--${option}` : option.toUpperCase().replace('-', '_');
}

function read(setting: FileSetting): Buffer {
  try {
    return readFileSync(setting.text);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new Error(`${fileOf(setting)} cannot be read (${code}).`, { cause: error });
  }
}

function fileOf({ text, from }: FileSetting): string {
  return `The file ${text} of ${from}`;
}

function isValid(parts: Partial<Tls>): boolean {
  try {
    createSecureContext(parts);
    return true;
  } catch {
    return false;
  }
}
