import { runDpkg } from './dpkg-command.js';
import { targetFromEnvironment } from './standin-target.js';

process.exitCode = runDpkg(targetFromEnvironment(), process.argv.slice(2));
