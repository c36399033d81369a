import { join } from 'node:path';
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
      href: `/${font}`,
    };
    return [{ tag: 'link', attrs, injectTo: 'head' }];
  },
};

function source(path: string): string {
  return join(import.meta.dirname, 'web', path);
}

export default defineConfig({
  plugins: [fontComesFirst],
  root: 'web',
  // The page may be built from a copy whose node_modules are linked.
  resolve: { preserveSymlinks: true },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2024',
    sourcemap: true,
    // The CSP allows no data: addresses, so that every asset stays a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Whole paths: what looks for dependencies in development begins in `root`.
      input: { index: source('index.html'), 'service-worker': source('worker/service-worker.ts') },
      checks: { pluginTimings: false },
      // A service worker rules the folder that it comes from, under the same name for ever.
      output: {
        entryFileNames: ({ name }) =>
          name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js',
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
