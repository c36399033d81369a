import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';

/**
 * Zones in which nobody can register a name: only resolvers of local networks answer for them. `.box`
 * is public, but `fritz.box` belongs to the maker of the routers that use it.
 */
const localZones = ['local', 'lan', 'home', 'home.arpa', 'internal', 'localhost', 'fritz.box'];

/** Milliseconds for which DNS results are cached, so that made-up names cause no queries. */
const cachedFor = 60_000;

/** Finds the names of this machine in DNS. */
export type FindNames = () => Promise<string[]>;

/**
 * Decides which host names mean this server, against DNS rebinding: an attacker's name could resolve
 * first to their own server and then to this machine. So what a name resolves to proves nothing. The
 * names that reverse DNS has for this machine's addresses do: an attacker does not control those.
 */
export class OwnHosts {
  readonly #names: ReadonlySet<string>;
  readonly #findNames: FindNames;
  #found: Promise<string[]> = Promise.resolve([]);
  #foundAt = -Infinity;
  /** The last accepted host: nearly all requests use the same, which is not checked again. */
  #last = '';

  /** The hosts of `origins` are own hosts too. */
  constructor(origins: readonly string[], findNames: FindNames = namesInDns) {
    const listed = origins.flatMap((origin) => URL.parse(origin)?.hostname ?? []);
    this.#names = new Set([hostname().toLowerCase(), ...listed]);
    this.#findNames = findNames;
  }

  /** Whether a `Host` is known without a DNS query. Only HTTP/1.0 has no `Host`, and no browser uses it. */
  has(host: string): boolean {
    if (host !== this.#last && this.#isKnown(host)) this.#last = host;
    return host === this.#last;
  }

  /** Whether reverse DNS has this name for this machine. */
  async isFound(host: string): Promise<boolean> {
    const now = performance.now();
    if (now - this.#foundAt > cachedFor) {
      this.#foundAt = now;
      this.#found = this.#findNames().catch(() => []);
    }
    return (await this.#found).includes(nameIn(host) ?? '');
  }

  #isKnown(host: string): boolean {
    if (host === '') return true;
    const name = nameIn(host);
    return name !== undefined && (isIP(name) !== 0 || this.#names.has(name) || isLocal(name));
  }
}

/** A single label is a local name too: no top-level domain hosts a website. */
function isLocal(name: string): boolean {
  return !name.includes('.') || localZones.some((zone) => `.${name}`.endsWith(`.${zone}`));
}

/** The name in a `Host` in the form of DNS; undefined if it is invalid. */
function nameIn(host: string): string | undefined {
  return URL.parse(`http://${host}`)?.hostname.replace(/^\[|\]$|\.$/gu, '');
}

/** The names that reverse DNS has for this machine's addresses. Slow or failed queries are left out. */
async function namesInDns(): Promise<string[]> {
  const resolver = new Resolver({ timeout: 500, tries: 2 });
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const queries = all
    .filter(({ internal }) => !internal)
    .map(({ address }) => resolver.reverse(address).catch(() => []));
  return (await Promise.all(queries)).flat().map((name) => name.toLowerCase().replace(/\.$/u, ''));
}
