import { hash as digest, randomBytes } from 'node:crypto';

/** A new token with 256 bits of chance, and the hash that is kept in its place. */
export function newToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashOf(token) };
}

/** SHA-256 of a token in base64url: the store keeps no token. */
export function hashOf(token: string): string {
  return digest('sha256', token, 'base64url');
}
