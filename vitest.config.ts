import { defineConfig } from 'vitest/config';

// unit: pure, milliseconds each. integration: real shell, files and sockets, one process.
// e2e: the built product in a lab, as a user runs it; `npm test` builds first.
export default defineConfig({
  test: {
    allowOnly: false,
    // Labs mostly wait (for sockets, services, deadlines): three at once on two cores, where vitest alone would leave one idle.
    maxWorkers: 3,
    minWorkers: 1,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/**/*.integration.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/**/*.integration.test.ts'],
          exclude: ['test/e2e/**'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
