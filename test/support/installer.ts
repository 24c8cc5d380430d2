import { chmodSync } from 'node:fs';
import { quoteWord } from '../../src/host/shell.js';
import type { RunInstaller } from '../../src/model/change.js';
import type { EngineTarget } from './engine-target.js';

/** A server as it is before an installer is run, below `server` of the target. */
export function furnish(target: EngineTarget): void {
  target.file('server/etc/passwd', 'root:x:0:0\n', 0o644);
  target.file('server/etc/services', 'smtp 25/tcp\n', 0o644);
  target.file('server/etc/old.conf', 'old\n', 0o600);
  target.file('server/etc/mtab', 'one\n');
  target.file('server/etc/init.d/other', '#!/bin/sh\n', 0o755);
  target.file('server/opt/other/bin/other', 'other\n', 0o755);
  target.file('server/usr/lib/shared.conf', 'shared\n', 0o644);
  target.file('server/var/log/messages', 'boot\n');
  target.file('server/var/spool/mail/root', 'From a\n');
  target.file('server/var/opt/axigen/queue/1', 'mail\n');
  target.file('server/home/anna/Maildir/1', 'mail\n');
}

export const startScript = 'server/etc/init.d/S99ISIMSS';

/** The change, with an installer of these lines; `$server` is the root of the server in them. */
export function installer(target: EngineTarget, ...lines: readonly string[]): RunInstaller {
  const path = target.file(
    'media/install it.sh',
    ['#!/bin/sh', `server=${quoteWord(target.path('server'))}`, ...lines, ''].join('\n'),
  );
  chmodSync(path, 0o755);
  return {
    kind: 'run-installer',
    summary: 'Run the installer',
    command: quoteWord(path),
    scripts: [target.path(startScript)],
  };
}

/** What an installer of the period does. */
export const writesAll = [
  'mkdir -p "$server/opt/trend/imss/config" "$server/opt/trend/imss/bin"',
  'echo "[smtp]" > "$server/opt/trend/imss/config/imss.ini"',
  'echo x > "$server/opt/trend/imss/$(printf "a\\nb") \'c\'"',
  'printf "#!/bin/sh\\necho \\$1 >> $server/calls\\n" > "$server/etc/init.d/S99ISIMSS"; chmod 755 "$server/etc/init.d/S99ISIMSS"',
  'mkdir -p "$server/etc/rc3.d"; ln -s ../init.d/S99ISIMSS "$server/etc/rc3.d/S99ISIMSS"',
  'echo "imss:x:99:99" >> "$server/etc/passwd"',
  'rm "$server/etc/old.conf"',
  'echo doc > "$server/usr/lib/-imss doc"',
] as const;

/** What happens on a server meanwhile, by nobody of ours. */
export const meanwhile = [
  'echo late >> "$server/var/log/messages"; echo new > "$server/var/log/new"',
  'echo mail > "$server/var/spool/mail/anna"; echo mail > "$server/home/anna/Maildir/2"',
  'mkdir "$server/home/bob"; echo hi > "$server/home/bob/hi"',
  'echo mail > "$server/var/opt/axigen/queue/2"; echo two > "$server/etc/mtab"',
] as const;
