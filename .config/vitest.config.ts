import { defineConfig } from 'vitest/config';

const zones = ['UTC', 'Asia/Shanghai', 'America/Los_Angeles'];

/** Rooms of pure functions: what they say may not depend on where the machine stands. The others run once. */
const pure = ['contract', 'lib', 'registry', 'frontier', 'extract', 'audit', 'checks', 'report'];

export default defineConfig({
  test: {
    root: '.',
    maxWorkers: 2,
    // They end what hangs, and judge no speed: a busy machine is no fault. What is to be quick says so in CPU time.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    teardownTimeout: 60_000,
    coverage: { include: ['src/**', 'checks/**'] },
    projects: [
      {
        extends: true,
        test: {
          name: 'once',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: pure.map((room) => `test/${room}/**`),
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
      ...zones.map((TZ) => ({
        extends: true as const,
        test: { name: TZ, include: pure.map((room) => `test/${room}/**/*.test.{ts,tsx}`), env: { TZ } },
      })),
    ],
  },
});
