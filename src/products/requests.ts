import { releaseFilePaths } from '../documents/release/distribution.js';
import { sh } from '../host/shell.js';
import type { SurveyRequest } from '../host/survey/request.js';
import type { Answers } from '../model/answers.js';
import { axigen, axigenService } from './axigen/product.js';
import { findRootRequest } from './imss/find-root.js';
import { imss } from './imss/product.js';
import { nod32Builds, nod32Daemon, nod32Smtp } from './nod32/product.js';

/** Folders whose free space matters: the configuration, the journal and the programs. */
export const spaceFolders = ['/etc', '/var', '/opt'] as const;

/** Everything that one survey asks. The operator's own paths are looked at in the same go. */
export function surveyRequests(
  answers: Pick<Answers, 'license' | 'package' | 'imssRoot'>,
): readonly SurveyRequest[] {
  return [
    { kind: 'command', id: 'uid', script: sh`id -u` },
    { kind: 'command', id: 'hostname', script: sh`uname -n` },
    { kind: 'command', id: 'ports', script: sh`netstat -ltnp 2>/dev/null` },
    { kind: 'command', id: 'clock', script: sh`date +%s` },
    { kind: 'command', id: 'processes', script: processes },
    { kind: 'command', id: 'executables', script: executables },
    { kind: 'command', id: 'space', script: space },
    managerRequest,
    { kind: 'command', id: 'packages', script: packages },
    ...releaseFilePaths.map((path) => ({ kind: 'file', path, contents: true }) as const),
    { kind: 'file', path: axigenService.script, contents: false },
    { kind: 'file', path: axigen.configFile, contents: true },
    { kind: 'folder', path: axigen.policyFolder, contents: true },
    { kind: 'file', path: nod32Daemon.script, contents: false },
    { kind: 'file', path: nod32Smtp.script, contents: false },
    ...nod32Builds.flatMap(
      ({ folder }) =>
        [
          { kind: 'file', path: `${folder}/nod32.cfg`, contents: true },
          { kind: 'folder', path: `${folder}/license`, contents: false },
        ] as const,
    ),
    { kind: 'file', path: imss.script, contents: false },
    findRootRequest(answers),
    ...(answers.license === undefined
      ? []
      : [{ kind: 'file', path: answers.license, contents: false } as const]),
    ...(answers.package === undefined ? [] : chosenPackageRequests(answers.package)),
  ];
}

/** `stat` is in every procps, but not in POSIX; where this `ps` lacks a column, times and states stay unknown. */
const processes = sh`
if gs_ps=$(ps -e -o pid= -o stat= -o etime= -o comm= 2>/dev/null); then printf '%s\n' "$gs_ps"
else ps -e -o pid= -o comm=
fi`;

/** Of the command lines only the first word: what follows may be secret. */
const executables = sh`
ls -lq /proc/[0-9]*/exe 2>/dev/null
ps -e -o pid= -o args= 2>/dev/null | awk '{ print $1, $2 }'`;

const space = sh`
for folder in ${spaceFolders}; do
  printf '%s\n' "$folder"
  df -kP "$folder"
done`;

/** The database tells which one is in use: on some systems the other command is installed too. */
const manager = sh`
if [ -d /var/lib/dpkg/info ] && command -v dpkg >/dev/null 2>&1; then printf 'dpkg\n'
elif command -v rpm >/dev/null 2>&1; then printf 'rpm\n'
fi`;

export const managerRequest: SurveyRequest = { kind: 'command', id: 'manager', script: manager };

const packages = sh`
if [ -d /var/lib/dpkg/info ] && command -v dpkg >/dev/null 2>&1; then
  dpkg-query -W -f=${'${Package}\\t${Version}\\t${Status}\\n'}
elif command -v rpm >/dev/null 2>&1; then
  rpm -qa --queryformat '%{NAME}\t%{VERSION}\n'
fi`;

export function chosenPackageRequests(file: string): readonly SurveyRequest[] {
  return [
    { kind: 'file', path: file, contents: false },
    {
      kind: 'command',
      id: 'package-signature',
      // Nothing but a regular file: a pipe would keep us waiting.
      script: sh`[ -f ${file} ] && dd if=${file} bs=8 count=1 2>/dev/null | od -An -v -tx1`,
    },
    {
      kind: 'command',
      id: 'package-name',
      script: sh`
[ -f ${file} ] || exit 1
if [ -d /var/lib/dpkg/info ] && command -v dpkg >/dev/null 2>&1; then
  dpkg-deb -W --showformat=${'${Package}\\t${Version}\\n'} ${file}
else
  rpm -qp --nosignature --queryformat '%{NAME}\t%{VERSION}\n' ${file}
fi 2>/dev/null`,
    },
  ];
}
