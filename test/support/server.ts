import { readFileSync } from 'node:fs';
import type { Look } from '../../src/engine/setup/look.js';
import { absent, type Fact, present, unreadable } from '../../src/host/fact.js';
import type { CommandFact, FileFact, SurveyAnswers } from '../../src/host/survey/answers.js';
import type { Answers } from '../../src/model/answers.js';
import { noEvidence } from '../../src/model/probe.js';
import type { Situation } from '../../src/model/step.js';
import { templatePath } from '../../src/package-root.js';
import { readHostFacts } from '../../src/products/read-facts.js';

/**
 * A server made of the text of its files and of what its commands print, read by the real parsers: what a
 * survey of such a server would give.
 */
export interface Server {
  readonly files: Readonly<Record<string, Content>>;
  readonly netstat: string;
  readonly ps: string;
  readonly packages: string;
  /** What other commands of the survey print, by their id; `undefined`: the usual. */
  readonly commands?: Readonly<Record<string, CommandFact>>;
}

/** Text is taken as latin1, so that any byte can be written. */
export type Content = string | Uint8Array | Partial<FileFact> | Unreadable;
type Unreadable = { readonly unreadable: string };

export const paths = {
  axigenConfig: '/var/opt/axigen/run/axigen.cfg',
  policy: '/var/opt/axigen/filters/smtpFilters.script',
  nod32Config: '/etc/opt/eset/nod32/nod32.cfg',
  licenses: '/etc/opt/eset/nod32/license',
  license: '/root/media/nod32.lic',
  package: '/root/media/nod32lms-2.51.rpm',
} as const;

const lab = (...name: string[]) => readFileSync(templatePath('lab', ...name), 'latin1');
/** As installed; each with the Configuration Wizard's relay rule or the product's defaults in it. */
export const installed = {
  axigenConfig: lab('axigen', 'axigen.cfg'),
  policy: lab('axigen', 'smtpFilters.script'),
  nod32Config: lab('nod32', 'nod32.cfg'),
} as const;

export const answers: Answers = {
  scanner: 'nod32',
  license: paths.license,
  package: paths.package,
  recipient: 'postmaster@example.test',
  deliveryTimeout: 60,
  confirmTimeout: 180,
  acceptDistribution: false,
  acceptDownstream: false,
  axigenDriver: 'auto',
  eicarTest: false,
  scanThreads: 10,
  onFailure: 'rollback',
};

const listening = (address: string, program: string, pid = 812) =>
  `tcp        0      0 ${address.padEnd(23)} 0.0.0.0:*               LISTEN      ${pid}/${program}\n`;
const heading =
  'Active Internet connections (only servers)\nProto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name\n';

/** `netstat -ltnp`, from ports such as `['0.0.0.0:25', 'axigen']`; the number of the process where it matters. */
export function netstat(...ports: readonly (readonly [string, string, number?])[]): string {
  return heading + ports.map((port) => listening(...port)).join('');
}

/** `ps -e -o pid= -o comm=`. */
export function ps(...names: readonly string[]): string {
  return ['init', ...names].map((name, index) => `${String(index * 100 + 1).padStart(5)} ${name}\n`).join('');
}

/** `ps -e -o pid= -o stat= -o etime= -o comm=` at the server's own time, from names and seconds since their start. */
export function psSince(...processes: readonly (readonly [name: string, seconds: number])[]): string {
  const etime = (seconds: number) =>
    `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
  return processes
    .map(
      ([name, seconds], index) =>
        `${String(index + 812).padStart(5)} Ss ${etime(seconds).padStart(11)} ${name}\n`,
    )
    .join('');
}

/** What the server's clock says: seconds since 1970. Its files are older unless it is said otherwise. */
export const serverTime = 1_152_100_000;

/** A Fedora Core 5 on which AXIGEN was installed and nothing else; package and licence wait in /root/media. */
export const fresh: Server = {
  files: {
    '/etc/fedora-release': 'Fedora Core release 5 (Bordeaux)\n',
    '/etc/redhat-release': 'Fedora Core release 5 (Bordeaux)\n',
    '/etc/init.d/axigen': { mode: 0o755 },
    [paths.axigenConfig]: installed.axigenConfig,
    [paths.policy]: installed.policy,
    [paths.license]: { size: 900 },
    [paths.package]: { size: 4_000_000 },
  },
  netstat: netstat(['0.0.0.0:25', 'axigen'], ['0.0.0.0:110', 'axigen']),
  ps: ps('axigen'),
  packages: 'glibc\t2.4\naxigen\t1.2.5\n',
};

/** The licence placed and the package installed: nod32d runs, nod32smtp does not. */
export const withScanner: Server = {
  ...fresh,
  files: {
    ...fresh.files,
    '/etc/init.d/nod32d': { mode: 0o755 },
    '/etc/init.d/nod32smtp': { mode: 0o755 },
    [`${paths.licenses}/nod32.lic`]: { size: 900 },
    [paths.nod32Config]: installed.nod32Config,
  },
  ps: ps('axigen', 'nod32d'),
  packages: `${fresh.packages}nod32lms\t2.51\n`,
};

export const scannerStarted: Server = {
  ...withScanner,
  netstat: netstat(['0.0.0.0:25', 'axigen'], ['127.0.0.1:2526', 'nod32smtp']),
  ps: ps('axigen', 'nod32d', 'nod32smtp'),
};

/** The ports after the handover; the files have to be edited by who uses it. */
export const handedOver: Server = {
  ...scannerStarted,
  netstat: netstat(['0.0.0.0:25', 'nod32smtp'], ['127.0.0.1:2525', 'axigen']),
};

export function withFiles(server: Server, files: Readonly<Record<string, Content | undefined>>): Server {
  const merged: Record<string, Content> = { ...server.files };
  for (const [path, content] of Object.entries(files)) {
    if (content === undefined) delete merged[path];
    else merged[path] = content;
  }
  return { ...server, files: merged };
}

/** What a survey of the server sees. */
export function look(server: Server, given: Answers = answers): Look {
  const survey = surveyOf(server, given.imssRoot);
  return { survey, facts: readHostFacts(survey, given) };
}

export function situation(server: Server, changed: Partial<Situation> = {}): Situation {
  const given = changed.answers ?? answers;
  return { facts: look(server, given).facts, answers: given, evidence: noEvidence, ...changed };
}

export function printed(text: string, code = 0): CommandFact {
  return { code, output: Buffer.from(text) };
}

/** What the survey prints of the free space in KiB. */
export function df(freeKiB: number): string {
  return ['/etc', '/var', '/opt']
    .map(
      (folder) =>
        `${folder}\nFilesystem 1024-blocks Used Available Capacity Mounted on\n/dev/hda1 9000000 1 ${freeKiB} 12% /\n`,
    )
    .join('');
}

function surveyOf(
  { files, netstat: ports, ps: processes, packages, commands = {} }: Server,
  imssRoot: string | undefined,
): SurveyAnswers {
  const output: Record<string, CommandFact> = {
    uid: printed('0\n'),
    hostname: printed('mail.example.test\n'),
    ports: printed(ports),
    clock: printed(`${serverTime}\n`),
    processes: printed(processes),
    executables: printed(''),
    space: printed(df(8_000_000)),
    manager: printed('rpm\n'),
    packages: printed(packages),
    'package-signature': printed(' ed ab ee db 03 00 00 00\n'),
    'package-name': printed('nod32lms\t2.51\n'),
    ...commands,
  };
  const file = (path: string): Fact<FileFact> => {
    const content = files[path];
    return content === undefined ? absent : factOf(path, content);
  };
  return {
    file,
    folder: (path) => {
      const inside = Object.keys(files).filter((one) => one.slice(0, one.lastIndexOf('/')) === path);
      const whole = files[path];
      if (whole !== undefined && isUnreadable(whole)) return unreadable(whole.unreadable);
      return inside.length === 0 && whole === undefined ? absent : present(inside.map(file));
    },
    command: (id) => {
      const found = output[id];
      return found === undefined ? absent : present(found);
    },
    places: () => {
      const end = '/config/imss.ini';
      const folders = Object.keys(files).flatMap((path) =>
        path.endsWith(end) ? [path.slice(0, -end.length)] : [],
      );
      const place = (how: string, folder: string) => ({
        how,
        folder,
        real: folder,
        file: file(`${folder}${end}`),
      });
      return [
        ...(imssRoot === undefined ? [] : [place('given', imssRoot)]),
        ...folders.filter((folder) => folder !== imssRoot).map((folder) => place('script', folder)),
      ];
    },
  };
}

function isUnreadable(content: Content): content is Unreadable {
  return typeof content === 'object' && 'unreadable' in content;
}

function factOf(path: string, content: Content): Fact<FileFact> {
  const rest = {
    path,
    type: 'file',
    mode: 0o644,
    uid: 0,
    gid: 0,
    size: 0,
    modified: 1_152_000_000,
    link: false,
  } as const;
  if (typeof content !== 'string' && isUnreadable(content)) return unreadable(content.unreadable);
  if (typeof content !== 'string' && !(content instanceof Uint8Array))
    return present({ ...rest, ...content });
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
  return present({ ...rest, bytes, size: bytes.length });
}
