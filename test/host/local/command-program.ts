/**
 * Runs a slow command on this machine, as a program of its own that a test may kill:
 * `command-program.ts FILE shielded|plain [exit]`. The command writes FILE.pid and FILE.signals when it
 * begins and FILE.done when it ends. A shielded one prints all the while, a plain one falls silent, so that
 * nothing but being ended can end it; with `exit` the program exits in the midst.
 */
import { localHost } from '../../../src/host/local/local-host.js';
import { sh } from '../../../src/host/shell.js';

const [file = '', kind, exit] = process.argv.slice(2);
const running = localHost().run(
  sh`
sh -c 'cat /proc/self/status' > ${`${file}.signals`}
echo $$ > ${`${file}.pid.new`}
mv ${`${file}.pid.new`} ${`${file}.pid`}
echo 1
echo 2
for i in 3 4 5 6 7 8 9 10 11 12 13 14 15; do
  sleep 0.1
  if [ ${kind ?? ''} = shielded ]; then echo "$i"; fi
done
: > ${`${file}.done`}`,
  {
    shielded: kind === 'shielded',
    onLine: (line) => {
      if (exit !== undefined && line === '2') process.exit(0);
    },
  },
);
await running;
