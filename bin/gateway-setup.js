#!/usr/bin/env node
// The entry. `--version` answers without loading anything else: it is what scripts ask most often.
import { readFileSync } from 'node:fs';

const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  // As src/cli/lost-output.ts has it: who went away has had enough; a full disk is a failure.
  process.stdout.on('error', (error) => {
    if (error.code === 'EPIPE') return;
    process.stderr.write(
      `Error: The version could not be written.\n  Why:  ${error.message}.\n  Next: Write it to another place, with enough space.\n`,
    );
    process.exitCode = 1;
  });
  process.stdout.write(`${manifest.version}\n`);
} else {
  const { main } = await import('../dist/src/cli/main.js');
  process.exitCode = await main(args);
}
