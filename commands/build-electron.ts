import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build, type InlineConfig } from 'vite';
import { projectFolder } from './project-folder.ts';

/**
 * Stay outside the bundles: Electron provides itself; PGlite reads its .wasm and .data from beside its own module; the
 * updater is loaded only where it is configured.
 */
const external = [
  /^electron($|\/)/,
  /^node:/,
  ...builtinModules,
  /^@electric-sql\/pglite($|\/|-)/,
  /^electron-updater($|\/)/,
];

interface Bundle {
  readonly entry: string;
  readonly file: string;
  /** Sandboxed preloads cannot be ES modules. */
  readonly format: 'es' | 'cjs';
}

const bundles: readonly Bundle[] = [
  { entry: 'electron/main.ts', file: 'main.js', format: 'es' },
  { entry: 'electron/host-process.ts', file: 'host-process.js', format: 'es' },
  { entry: 'electron/preload.ts', file: 'preload.cjs', format: 'cjs' },
];

function bundleConfig(bundle: Bundle, outFolder: string): InlineConfig {
  return {
    configFile: false,
    root: projectFolder,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: join(projectFolder, bundle.entry),
      outDir: outFolder,
      emptyOutDir: false,
      target: 'node22',
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        external,
        output: {
          format: bundle.format,
          entryFileNames: bundle.file,
          codeSplitting: false,
        },
      },
    },
  };
}

/** Bundles the main process, the host process and the preload into `outFolder`. */
export async function buildElectron(outFolder: string): Promise<void> {
  for (const bundle of bundles) await build(bundleConfig(bundle, outFolder));
}
