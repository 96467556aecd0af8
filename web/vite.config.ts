import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The development server answers the addresses that the service answers: connect links have their own page. */
const connectLinks: Plugin = {
  name: 'connect-links',
  configureServer(server) {
    server.middlewares.use((request, _response, next) => {
      if (request.url?.startsWith('/connect/')) request.url = '/connect.html';
      next();
    });
  },
};

/** The service sends these beside the files to whoever takes them, so that it never compresses while it serves. */
const compressedFiles: Plugin = {
  name: 'compressed-files',
  apply: 'build',
  writeBundle({ dir }, bundle) {
    for (const name of Object.keys(bundle).filter((file) => /[.](js|css|svg)$/.test(file))) {
      const file = join(dir ?? '', name);
      const bytes = readFileSync(file);
      writeFileSync(`${file}.br`, brotliCompressSync(bytes));
      writeFileSync(`${file}.gz`, gzipSync(bytes));
    }
  },
};

export default defineConfig({
  plugins: [
    react(),
    connectLinks,
    compressedFiles,
    // React Aria brings its own words in thirty languages; ours are English until there is a second catalogue.
    { ...optimizeLocales.vite({ locales: ['en-US'] }), enforce: 'pre' },
  ],
  resolve: {
    alias: [
      { find: '@social-integration/client', replacement: here('../client/src/client.ts') },
      // The calendars of the whole world weigh 6 kB; the pages show the Gregorian one.
      { find: /^.*\/createCalendar\.mjs$/, replacement: here('src/console/posts/gregorian.ts') },
    ],
  },
  build: {
    outDir: here('../dist/web'),
    emptyOutDir: true,
    // The service allows neither inline scripts and styles nor data: scripts, so everything is a file of its own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: {
      input: { console: here('index.html'), connect: here('connect.html') },
      treeshake: { propertyReadSideEffects: false },
    },
  },
  server: { proxy: { '/api': process.env['SERVICE_URL'] ?? 'http://127.0.0.1:3000' } },
});
