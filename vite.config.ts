import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { licencesModule } from './commands/licences/licences-plugin.ts';
import { contentSecurityPolicyMeta } from './shared/host/content-security-policy.ts';

const projectFolder = fileURLToPath(new URL('.', import.meta.url));
const preparedFolder = join(projectFolder, 'dist', 'prepared');
/** The build sets this to a folder beside the final one, so that a running server never sees half a build. */
const outFolder = process.env.END_STP_RENDERER_OUT ?? join(projectFolder, 'dist', 'renderer');

/**
 * Serves the prepared data directory at `/prepared/...`, in development from `dist/prepared` and in a build as files of
 * the app. Without it (nobody has run the build yet) the path answers 404 and the host falls back to `initdb`.
 */
function preparedDataDirectory(): Plugin {
  return {
    name: 'end-stp:prepared-data-directory',
    async generateBundle() {
      const names = await readdir(preparedFolder).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return [];
        throw error;
      });
      for (const name of names) {
        this.emitFile({
          type: 'asset',
          fileName: `prepared/${name}`,
          source: await readFile(join(preparedFolder, name)),
        });
      }
    },
    configureServer(server) {
      server.middlewares.use('/prepared', (request, response) => {
        const path = join(preparedFolder, basename((request.url ?? '').split('?')[0] ?? ''));
        stat(path).then(
          (found) => {
            if (!found.isFile()) {
              response.writeHead(404).end();
              return;
            }
            response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': found.size });
            createReadStream(path).pipe(response);
          },
          () => response.writeHead(404).end(),
        );
      });
    },
  };
}

/** Writes the policy into the built page; in development Vite's own client needs inline scripts and a socket. */
function contentSecurityPolicyElement(): Plugin {
  return {
    name: 'end-stp:content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicyMeta },
        injectTo: 'head-prepend',
      },
    ],
  };
}

export default defineConfig({
  root: join(projectFolder, 'renderer'),
  base: '/',
  plugins: [
    react(),
    preparedDataDirectory(),
    licencesModule(projectFolder),
    contentSecurityPolicyElement(),
    VitePWA({
      // A new version waits until every tab is closed: reloading by itself would take the question from under a student.
      registerType: 'prompt',
      // `renderer/` registers it, and only where pages come over HTTP: the desktop app has its files on disk.
      injectRegister: false,
      manifest: {
        id: '/',
        name: 'End.STP',
        short_name: 'End.STP',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        background_color: '#f7f7fb',
        theme_color: '#667eea',
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
          { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
        ],
      },
      includeManifestIcons: false,
      workbox: {
        // Everything the app ever loads, PGlite's files and the prepared directory among them: one visit, then offline.
        globPatterns: ['**/*.{html,js,css,wasm,data,gz,json,woff2,svg,png,webmanifest}'],
        // PGlite's module is 9 MB; leave room for it to grow, but notice a runaway chunk.
        maximumFileSizeToCacheInBytes: 24 * 1024 * 1024,
        navigateFallback: '/index.html',
        navigateFallbackDenylist: [/^\/prepared\//, /^\/assets\//, /^\/rest\//, /^\/auth\//],
        // The first page is served from the cache too, once it is filled: the network may go away while it is open.
        clientsClaim: true,
        cleanupOutdatedCaches: true,
      },
    }),
  ],
  // PGlite finds its .wasm and .data beside its own module; pre-bundling would move the module away from them.
  optimizeDeps: { exclude: ['@electric-sql/pglite'] },
  worker: { format: 'es' },
  build: {
    outDir: outFolder,
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: false,
    // Fonts and wasm stay files, so that the cache and the policy treat them alike.
    assetsInlineLimit: 0,
    // PGlite's glue is one big chunk, on purpose.
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        // Three files instead of sixty small ones: what the first screen needs, what practice needs beyond it (fetched
        // while the name is typed), and what two or more other screens share. Each takes all that its modules import
        // along and only reads from the ones before it; groups by folder made chunks that import each other, and a part
        // of Mantine was read before it was there.
        codeSplitting: {
          groups: [
            { name: 'first', tags: ['$initial'], priority: 3 },
            {
              name: 'practice',
              test: /renderer\/(practice\/(PracticeSetup|Session)Page|reflexes\/ActionRunner)\.tsx$/,
              priority: 2,
            },
            { name: 'shared', minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
  server: { host: '127.0.0.1', port: 5173, fs: { allow: [projectFolder] } },
  preview: { host: '127.0.0.1' },
});
