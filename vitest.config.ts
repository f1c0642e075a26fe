import { defineConfig } from 'vitest/config';

/**
 * Tests mirror the folders they test. They open real databases, browsers and processes, so each file has a process of
 * its own (a leak or a crash of WebAssembly stays in it) and generous limits: a slow school laptop runs them too.
 */
export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    exclude: ['node_modules/**'],
    environment: 'node',
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 180_000,
    teardownTimeout: 20_000,
    reporters: ['default'],
    // A focused test left behind would hide all others.
    allowOnly: false,
  },
});
