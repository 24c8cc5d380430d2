import { present, unreadable } from '../../src/host/fact.js';
import { readHostFacts } from '../../src/products/read-facts.js';
import { commandFact, fileFact, type HandMade, surveyAnswers } from './survey-answers.js';

export const cfg = '/var/opt/axigen/run/axigen.cfg';
export const filters = '/var/opt/axigen/filters';
export const policy = `${filters}/smtpFilters.script`;
export const build = '/etc/opt/eset/nod32';
export const plainBuild = '/etc/nod32';
export const denied = unreadable('Permission denied');

export const goodConfig = fileFact(
  cfg,
  'Server {\n  smtp = { listeners = ( { address = 0.0.0.0:25 } ) }\n}\n',
);
export const goodPolicy = fileFact(policy, 'event onEhlo {\n}\n');
const good: HandMade = {
  files: {
    [cfg]: goodConfig,
    '/etc/init.d/axigen': fileFact('/etc/init.d/axigen'),
    '/etc/fedora-release': fileFact('/etc/fedora-release', 'Fedora Core release 5 (Bordeaux)\n'),
    [`${build}/nod32.cfg`]: fileFact(`${build}/nod32.cfg`, '[smtp]\nlisten_port = 25\n'),
  },
  folders: {
    [filters]: present([goodPolicy]),
    [`${build}/license`]: present([fileFact(`${build}/license/nod32.lic`, undefined, { size: 900 })]),
  },
  commands: {
    uid: commandFact('0\n'),
    hostname: commandFact('mail\n'),
    manager: commandFact('rpm\n'),
    packages: commandFact('axigen\t1.2.0\nnod32lms\t2.51\n'),
    ports: commandFact(
      'Active Internet connections (only servers)\ntcp 0 0 0.0.0.0:25 0.0.0.0:* LISTEN 7/nod32smtp\n',
    ),
    clock: commandFact('1152100000\n'),
    processes: commandFact('    1 init\n    7 nod32smtp\n    8 axigen\n'),
    space: commandFact('/etc\n/dev/hda1 9 1 8 12% /\n'),
  },
};

export function facts(change: HandMade = {}, chosen: { license?: string; package?: string } = {}) {
  return readHostFacts(
    surveyAnswers({
      files: { ...good.files, ...change.files },
      folders: { ...good.folders, ...change.folders },
      commands: { ...good.commands, ...change.commands },
    }),
    chosen,
  );
}
