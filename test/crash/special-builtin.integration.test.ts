import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { targetLibrary } from '../../src/engine/target-library.js';
import { localHost } from '../../src/host/local/local-host.js';
import { lines, sh } from '../../src/host/shell.js';

// Found by the crash matrix: where a redirection of a special builtin fails, a POSIX shell ends there and then.

test.each([
  ['the mark of a change', sh`mark_begun 001`, /001\.begun could not be written/],
  ['a service', sh`run_service /bin/false stop`, /^$/],
] as const)(
  '%s: what cannot be written is a failure, and not the end of the script',
  async (_what, call, trouble) => {
    const folder = mkdtempSync(join(tmpdir(), 'gateway-setup-test-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    // A file where the folder of the run is wanted: nothing can be made in it, not even by root.
    const run = join(folder, 'run');
    writeFileSync(run, '');
    const script = lines(
      sh`run=${run}`,
      targetLibrary(),
      sh`
trouble=
${call} 2> /dev/null
printf '%s %s' "$?" "$trouble"`,
    );
    const { code, stdout } = await localHost().run(script);
    expect(code).toBe(0);
    const [status = '', ...words] = stdout.toString('utf8').split(' ');
    expect(Number(status)).toBeGreaterThan(0);
    expect(words.join(' ')).toMatch(trouble);
  },
);
