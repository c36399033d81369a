import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';

/**
 * Nobody can register a name below these: only the resolver of a local network answers for it. `.box`
 * is open to everybody, and `fritz.box` in it belongs to the maker of the routers that use it.
 */
const localZones = ['local', 'lan', 'home', 'home.arpa', 'internal', 'localhost', 'fritz.box'];

/** Milliseconds for which what DNS has said is believed: whoever makes up names asks it no more. */
const lasts = 60_000;

/** Finds the names of this machine in DNS. */
export type FindNames = () => Promise<string[]>;

/**
 * Which host names mean this server, against DNS rebinding: somebody's own name could lead first to
 * their page and then to this machine. What a name leads to therefore tells nothing. What the
 * addresses of this machine are called does: that is not theirs to say.
 */
export class OwnHosts {
  readonly #names: ReadonlySet<string>;
  readonly #findNames: FindNames;
  #found: Promise<string[]> = Promise.resolve([]);
  #foundAt = -Infinity;
  /** Nearly all come by the same name: it is not looked at again. */
  #last = '';

  /** `origins` are ours besides. */
  constructor(origins: readonly string[], findNames: FindNames = namesInDns) {
    const listed = origins.flatMap((origin) => URL.parse(origin)?.hostname ?? []);
    this.#names = new Set([hostname().toLowerCase(), ...listed]);
    this.#findNames = findNames;
  }

  /** Whether a `Host` is ours without asking anybody. Only HTTP/1.0 has none, and no browser. */
  has(host: string): boolean {
    if (host !== this.#last && this.#isKnown(host)) this.#last = host;
    return host === this.#last;
  }

  /** Whether DNS calls this machine so. */
  async isFound(host: string): Promise<boolean> {
    const now = performance.now();
    if (now - this.#foundAt > lasts) {
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

/** A single label is a name of the local network too: no top-level domain is a web site of anybody. */
function isLocal(name: string): boolean {
  return !name.includes('.') || localZones.some((zone) => `.${name}`.endsWith(`.${zone}`));
}

/** The name in a `Host`, as DNS writes it; undefined where there is none. */
function nameIn(host: string): string | undefined {
  return URL.parse(`http://${host}`)?.hostname.replace(/^\[|\]$|\.$/gu, '');
}

/** What DNS calls the addresses of this machine, as far as it says so soon. */
async function namesInDns(): Promise<string[]> {
  const resolver = new Resolver({ timeout: 500, tries: 2 });
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const asked = all
    .filter(({ internal }) => !internal)
    .map(({ address }) => resolver.reverse(address).catch(() => []));
  return (await Promise.all(asked)).flat().map((name) => name.toLowerCase().replace(/\.$/u, ''));
}
