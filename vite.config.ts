import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const server = `http://127.0.0.1:${process.env['PORT'] || 3000}`;
/** The Host header stays the page's own, which the server compares with the Origin. */
const proxied = { target: server, changeOrigin: false };

/** So that the first words are in their own letters, and are not set twice. */
const fontComesFirst: Plugin = {
  name: 'font-comes-first',
  transformIndexHtml: (_html, { bundle = {} }) => {
    const font = Object.keys(bundle).find((name) => name.includes('inter-latin-wght'));
    if (font === undefined) return [];
    const attrs = {
      rel: 'preload',
      as: 'font',
      type: 'font/woff2',
      crossorigin: '',
      href: `./${font}`,
    };
    return [{ tag: 'link', attrs, injectTo: 'head' }];
  },
};

/** In the page itself, after the words that it shows: no file more to fetch, and no module to know. */
const oldBrowsersAreTold: Plugin = {
  name: 'old-browsers-are-told',
  transformIndexHtml: async () => [
    { tag: 'script', children: await readFile(source('too-old.js'), 'utf8'), injectTo: 'body' },
  ],
};

/** What gains by it; fonts are compressed already, and source maps are for tools alone. */
const compressible = /\.(?:html|js|css|svg)$/u;
const asSmallAsCan = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };

/** Each file once more in brotli and in gzip, so that the server need not do it for each visitor. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  writeBundle: async ({ dir = '' }) => {
    const names = (await readdir(dir, { recursive: true })).filter((name) =>
      compressible.test(name),
    );
    await Promise.all(names.map((name) => compress(join(dir, name))));
  },
};

async function compress(path: string): Promise<void> {
  const content = await readFile(path);
  await Promise.all([
    writeFile(`${path}.br`, await promisify(brotliCompress)(content, asSmallAsCan)),
    writeFile(
      `${path}.gz`,
      await promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }),
    ),
  ]);
}

function source(path: string): string {
  return join(import.meta.dirname, 'web', path);
}

export default defineConfig({
  plugins: [fontComesFirst, oldBrowsersAreTold, compressed],
  root: 'web',
  // The page does not know below which path of its host it is: all that it names is beside it.
  base: './',
  // The page may be built from a copy whose node_modules are linked.
  resolve: { preserveSymlinks: true },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    // The README and the sentence for older browsers in `web/index.html` name the same.
    target: ['chrome123', 'edge123', 'firefox125', 'safari17.5'],
    sourcemap: true,
    // The CSP allows no data: addresses, so that every asset stays a file.
    assetsInlineLimit: 0,
    // What is needed at once is one file, which imports nothing.
    modulePreload: false,
    rolldownOptions: {
      // Whole paths: what looks for dependencies in development begins in `root`.
      input: { index: source('index.html'), 'service-worker': source('worker/service-worker.ts') },
      checks: { pluginTimings: false },
      // A service worker rules the folder that it comes from, under the same name for ever.
      output: {
        entryFileNames: ({ name }) =>
          name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js',
        // One file for all that the page needs at once: it is compressed better than its parts.
        codeSplitting: {
          groups: [{ name: 'page', tags: ['$initial'], test: /^(?!.*service-worker)/u }],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
    proxy: {
      '/api': proxied,
      '/ws': { ...proxied, ws: true },
      '/echo': { ...proxied, ws: true },
    },
  },
});
