import { parseCommandLine, usage } from './command-line.js';
import { daemonize, isDaemon, reportToStarter } from './daemonize.js';
import { loadProfile } from './stand-in-profile.js';
import { versionLine } from './version.js';

// The program /opt/axigen/bin/axigen of the lab. What is heavy is loaded only by the process that serves.
const command = parseCommandLine(process.argv.slice(2), process.cwd());
switch (command.kind) {
  case 'help':
    process.stdout.write(usage);
    break;
  case 'version':
    process.stdout.write(`${versionLine(loadProfile(command.profile).version)}\n`);
    break;
  case 'wrong':
    process.stderr.write(`axigen: ${command.reason}\n${usage}`);
    process.exitCode = 1;
    break;
  case 'run':
    process.title = 'axigen';
    if (command.foreground || isDaemon()) {
      // A daemon keeps no folder busy; every path is absolute by now.
      if (isDaemon()) process.chdir('/');
      const { runServer } = await import('./run-server.js');
      const failure = await runServer(command);
      await reportToStarter(failure);
      if (failure !== undefined) {
        process.stderr.write(`axigen: ${failure}\n`);
        process.exit(1);
      }
    } else {
      const failure = await daemonize();
      if (failure !== undefined) {
        process.stderr.write(`axigen: could not start, see ${command.workdir}/log/everything.txt\n`);
        process.exitCode = 1;
      }
    }
}
