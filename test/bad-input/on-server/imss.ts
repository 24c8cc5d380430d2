import { inLab } from '../../../src/lab/paths.js';
import { config } from '../../e2e/support/imss.js';
import { flags, nothingChanged, type ServerRow } from './server-row.js';

export const makeImssFiles = `
printf 'scanner = imss\\nrecipient = alice@example.test\\n' > /root/half.ini
echo 'echo no' > /root/unrunnable.sh; mkdir -p /root/folder`;

/** Only the start script is there: in which folder it is installed nobody can tell. */
const scriptAlone = {
  make: 'printf "#!/bin/sh\\nexit 0\\n" > /etc/init.d/S99ISIMSS; chmod 755 /etc/init.d/S99ISIMSS',
  mend: 'rm /etc/init.d/S99ISIMSS',
};

/** What only IMSS is asked, or leaves behind. */
export const imssRows: readonly ServerRow[] = [
  {
    what: 'no installer, and nobody who could name one',
    words: ['setup', '--yes', '--answers', '/root/half.ini'],
    code: 4,
    says: ['--installer (key installer, variable GATEWAY_SETUP_INSTALLER)'],
    why: nothingChanged,
    next: 'Give --installer <command>',
  },
  wrong(
    'an installer that is not there',
    '--installer',
    '/root/nowhere.sh --quiet',
    'There is no file /root/nowhere.sh on the server',
  ),
  wrong(
    'an installer that is a folder',
    '--installer',
    '/root/folder',
    '/root/folder on the server is no regular file',
  ),
  wrong(
    'an installer that may not be run',
    '--installer',
    '/root/unrunnable.sh',
    /may not be run as a program.*sh \/root\/unrunnable\.sh/,
  ),
  wrong(
    'already-installed, where it is not',
    '--installer',
    'already-installed',
    'IMSS is not installed on the server: no imss.ini and no /etc/init.d/S99ISIMSS was found',
  ),
  wrong(
    'an administrator for whom AXIGEN takes no mail',
    '--administrator',
    'nobody@example.test',
    'AXIGEN does not take mail for nobody@example.test',
  ),
  {
    what: 'a folder of IMSS that is not there',
    ...scriptAlone,
    how: flags('--imss-root', '/srv/nowhere'),
    code: 1,
    says: ['IMSS-REMAINS', 'neither in /srv/nowhere (--imss-root) nor elsewhere'],
    why: 'could not be brought back',
    next: 'gateway-setup rollback',
  },
  {
    what: 'a folder of IMSS without imss.ini',
    ...scriptAlone,
    how: flags('--imss-root', '/root/folder'),
    code: 1,
    says: ['no config/imss.ini, neither in /root/folder (--imss-root) nor elsewhere'],
    why: 'could not be brought back',
    next: 'gateway-setup rollback',
  },
  {
    what: 'half an installation of IMSS',
    make: `mkdir -p /opt/trend/imss/config; cp ${inLab.media}/imss-5.7/files/config/imss.ini ${config()}`,
    mend: 'rm -r /opt/trend',
    code: 1,
    says: ['IMSS-REMAINS'],
    why: 'could not be brought back',
    next: 'Half of IMSS is there',
  },
  {
    what: 'the open relay, to be left with all that AUTH needs',
    how: flags('--skip', 'offer-auth', '--skip', 'close-open-relay'),
    code: 4,
    says: ['The step close-open-relay cannot be skipped'],
    why: /relay/,
    next: 'Leave out --skip',
  },
];

function wrong(what: string, flag: string, value: string, says: string | RegExp): ServerRow {
  return {
    what,
    how: flags(flag, value),
    code: 4,
    says: [flag, says],
    why: nothingChanged,
    next: 'Correct it and run the same command again',
  };
}
