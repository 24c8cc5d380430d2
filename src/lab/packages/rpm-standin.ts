import { runRpm } from './rpm-command.js';
import { targetFromEnvironment } from './standin-target.js';

process.exitCode = runRpm(targetFromEnvironment(), process.argv.slice(2));
