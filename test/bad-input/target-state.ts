import { planOf } from '../engine/plan/plan-of.js';
import { fresh as imssFresh } from '../support/imss-server.js';
import {
  df,
  fresh,
  handedOver,
  netstat,
  paths,
  printed,
  ps,
  type Server,
  withFiles,
} from '../support/server.js';
import type { Row, Words } from './row.js';

const given = ['--license', paths.license, '--package', paths.package, '--recipient', 'a@example.test'];
const axigenConfig = String(fresh.files[paths.axigenConfig]);

/** Servers on which nothing can be done, told before anything is asked or changed: they can only be looked at. */
export const targetState: readonly Row[] = [
  state(
    'not root',
    commandsOf({ uid: printed('500\n') }),
    3,
    'HOST-ROOT: wanted root (user id 0); found user id 500',
    'as root',
  ),
  state(
    'a user that cannot be told',
    commandsOf({ uid: printed('', 1) }),
    3,
    'HOST-ROOT',
    'Run gateway-setup as root',
  ),
  state(
    'no AXIGEN',
    {
      ...withFiles(fresh, { '/etc/init.d/axigen': undefined, [paths.axigenConfig]: undefined }),
      ps: ps(),
      netstat: netstat(),
    },
    1,
    'AXIGEN-INSTALLED',
    'Install AXIGEN',
  ),
  state(
    'AXIGEN is stopped',
    { ...fresh, ps: ps(), netstat: netstat() },
    1,
    'AXIGEN-RUNNING',
    '/etc/init.d/axigen start',
  ),
  state(
    'an axigen.cfg that may not be read',
    file(paths.axigenConfig, { unreadable: 'Input/output error' }),
    3,
    'Input/output error',
    'Put the file right',
  ),
  state(
    'an axigen.cfg that is cut off',
    file(paths.axigenConfig, axigenConfig.slice(0, 900)),
    3,
    /AXIGEN-CONFIG: .* line \d+, column \d+/,
    'Put the file right',
  ),
  state(
    'an axigen.cfg of nothing',
    file(paths.axigenConfig, ''),
    3,
    'found the end of the file',
    'Put the file right',
  ),
  state(
    'an axigen.cfg of another program',
    file(paths.axigenConfig, '[global]\nx = 1\n'),
    3,
    'AXIGEN-CONFIG',
    'Put the file right',
  ),
  state(
    'another mail server on port 25',
    { ...fresh, netstat: netstat(['0.0.0.0:25', 'master', 99], ['0.0.0.0:110', 'axigen']) },
    1,
    /HOST-PORT-25: .* master \(process 99\)/,
    'Stop master and keep it from starting',
  ),
  state(
    'ports that cannot be told',
    commandsOf({ ports: printed('', 127) }),
    3,
    'HOST-PORT-25',
    'Check that `netstat -ltnp` works',
  ),
  state(
    'processes that cannot be told',
    commandsOf({ processes: printed('', 127) }),
    3,
    'AXIGEN-RUNNING',
    'Check that `ps -e` works',
  ),
  state('hardly any room', commandsOf({ space: printed(df(1000)) }), 1, 'HOST-SPACE', 'Free some space'),
  state(
    'half an installation of NOD32',
    file(paths.nod32Config, '[global]\n'),
    1,
    'NOD32-REMAINS',
    'Keep a copy of it and remove it',
  ),
  state(
    'a database of packages that cannot be read',
    commandsOf({ packages: printed('rpmdb: cannot open', 1) }),
    3,
    'NOD32-PACKAGE',
    'Make it readable',
  ),
  {
    ...state(
      'half an installation of IMSS',
      withFiles(imssFresh, { '/opt/trend/imss/config/imss.ini': '[x]\n' }),
      1,
      'IMSS-REMAINS',
      'gateway-setup rollback',
    ),
    words: ['--yes', '--scanner', 'imss'],
  },
  {
    ...state(
      'the other scanner is there, over SSH',
      handedOver,
      1,
      /HOST-PORT-25: .* nod32smtp/,
      'gateway-setup rollback --host mail.example.test',
    ),
    words: ['--yes', '--scanner', 'imss', '--host', 'mail.example.test'],
  },
  {
    ...state(
      'nothing to tune',
      fresh,
      1,
      'The scanner is not installed on mail.example.test',
      'gateway-setup sets it up',
    ),
    words: ['--yes', '--tune'],
  },
  {
    ...state(
      'nothing to resume',
      fresh,
      1,
      'There is no unfinished run on mail.example.test',
      'Leave out --resume',
    ),
    words: ['--yes', '--resume'],
  },
  {
    ...state('a run that there is not', fresh, 4, 'There is no run "yesterday"', 'gateway-setup history'),
    words: ['history', '--run', 'yesterday'],
  },
  {
    ...state(
      'the plan of another server',
      commandsOf({ hostname: printed('other.example.test\n') }),
      1,
      'The plan is for mail.example.test; this is other.example.test',
      'make a new plan',
    ),
    words: ['apply', 'plan.json', '--yes'],
    files: { 'plan.json': JSON.stringify(planOf(fresh)) },
  },
  {
    ...state(
      'the plan of another version',
      fresh,
      1,
      'The plan was made by gateway-setup 0.0.1; this is ',
      'make a new plan',
    ),
    words: ['apply', 'plan.json', '--yes'],
    files: { 'plan.json': JSON.stringify({ ...planOf(fresh), version: '0.0.1' }) },
  },
  {
    ...state(
      'no answers at all',
      fresh,
      4,
      /3 answers are missing: --license .*--package .*--recipient /,
      '--license <file> --package <file> --recipient <address>',
    ),
    words: ['plan', '--yes'],
  },
  {
    ...state(
      'the command line without its password',
      fresh,
      4,
      '--axigen-password-file (key axigen-password',
      '--axigen-password-file <file>',
    ),
    words: ['plan', '--axigen-driver', 'cli', ...given],
  },
];

function commandsOf(commands: NonNullable<Server['commands']>): Server {
  return { ...fresh, commands };
}

function file(path: string, content: Server['files'][string]): Server {
  return withFiles(fresh, { [path]: content });
}

function state(what: string, server: Server, code: Row['code'], says: Words, next: Words): Row {
  return { what, words: ['--yes', ...given], server, code, says: [says], why: /./, next };
}
