/** Main program: the lab's stand-in of `dpkg-deb`, for machines without dpkg. */
import { readFileSync } from 'node:fs';
import { PackageError } from '../packages/package-error.js';
import { DpkgDebUsage, parseDpkgDebArguments, showDeb } from './dpkg-deb-show.js';

try {
  const request = parseDpkgDebArguments(process.argv.slice(2));
  process.stdout.write(showDeb(request, readFileSync(request.file)));
} catch (error) {
  const isExpected = error instanceof DpkgDebUsage || error instanceof PackageError;
  const isUnreadable = error instanceof Error && 'code' in error;
  if (!isExpected && !isUnreadable) throw error;
  process.stderr.write(`dpkg-deb: error: ${error.message}\n(this dpkg-deb is a stand-in of the lab)\n`);
  process.exitCode = 2;
}
