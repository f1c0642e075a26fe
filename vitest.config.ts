import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { sharingTestFiles, TestOrder } from './commands/test-order.ts';

/**
 * Tests mirror the folders they test. They open real databases, browsers and processes, so each file has a process of
 * its own (a leak or a crash of WebAssembly stays in it) and generous limits: a slow school laptop runs them too. Files
 * that only compute share processes: starting one takes longer than their tests.
 */
export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    globalSetup: ['tests/prepare-test-databases.ts'],
    // One a core, where Vitest leaves one free: many files wait for another process most of the time.
    maxWorkers: availableParallelism(),
    sequence: { sequencer: TestOrder },
    testTimeout: 120_000,
    hookTimeout: 180_000,
    teardownTimeout: 20_000,
    // Limits end what hangs, they are no measurement: on busy cores everything takes a multiple of its time.
    expect: { poll: { timeout: 30_000, interval: 50 } },
    reporters: ['default'],
    projects: [
      { extends: true, test: { name: 'alone', include: ['tests/**/*.test.{ts,tsx}'], exclude: [...sharingTestFiles] } },
      { extends: true, test: { name: 'sharing', include: [...sharingTestFiles], isolate: false } },
    ],
    // A focused test left behind would hide all others.
    allowOnly: false,
  },
});
