import { defineConfig } from 'vitest/config';
import { SlowestFirst } from './test/slowest-first.js';

// unit: pure, milliseconds each. integration: real shell, files and sockets, one process.
// e2e: the built product in a lab, as a user runs it; `npm test` builds first.
export default defineConfig({
  test: {
    allowOnly: false,
    // Labs mostly wait (for sockets, services, deadlines): four at once, where vitest alone would leave one of two cores idle.
    maxWorkers: 4,
    // As many at the least: vitest 3.2 fails in ending a worker that is idle before the others, where they are not isolated.
    minWorkers: 4,
    // Importing hundreds of modules anew for each file took most of the time. Therefore no test leaves anything changed that
    // its process shares with others: the environment, the folder, timers, modules.
    pool: 'forks',
    poolOptions: { forks: { isolate: false } },
    sequence: { sequencer: SlowestFirst },
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
      // Not part of the tests: `npm run crash` takes its time, and writes docs/faults.md.
      ...(process.argv.includes('crash')
        ? [
            {
              test: {
                name: 'crash',
                include: ['test/crash/everything.ts'],
                // It takes an hour on two cores: what hangs is to be found, not what is slow.
                testTimeout: 14_400_000,
              },
            },
          ]
        : []),
    ],
  },
});
