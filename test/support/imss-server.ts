import { readFileSync } from 'node:fs';
import type { Answers } from '../../src/model/answers.js';
import { templatePath } from '../../src/package-root.js';
import { imss, imssBackend } from '../../src/products/imss/product.js';
import {
  netstat,
  answers as nod32Answers,
  fresh as nod32Fresh,
  paths,
  printed,
  ps,
  type Server,
  withFiles,
} from './server.js';

/** Servers for IMSS: those of NOD32's tests, but for the scanner. */

export const imssPaths = {
  config: `${imss.defaultRoot}/${imss.configFile}`,
  installer: '/root/media/imss-5.7/install.sh',
} as const;

/** As installed. */
export const imssIni = readFileSync(templatePath('lab', 'imss', 'files', 'config', 'imss.ini'), 'latin1')
  .split('@IMSS_HOME@')
  .join(imss.defaultRoot);

const { license: _, package: _alike, ...common } = nod32Answers;
export const answers: Answers = { ...common, scanner: 'imss', installer: imssPaths.installer };

/** A Red Hat Enterprise Linux 3 on which AXIGEN was installed and nothing else; the vendor's installer waits in /root/media. */
export const fresh: Server = withFiles(nod32Fresh, {
  '/etc/fedora-release': undefined,
  '/etc/redhat-release': 'Red Hat Enterprise Linux AS release 3 (Taroon Update 5)\n',
  [paths.license]: undefined,
  [paths.package]: undefined,
  [imssPaths.installer]: { mode: 0o755, size: 9_000 },
});

/** The number of its process; its name is not known to anybody. */
const pid = 201;
const program = 'any-name';
const executables = (root: string) =>
  printed(`lrwxrwxrwx  1 root root 0 Jul  5 12:00 /proc/${pid}/exe -> ${root}/bin/${program}\n`);

/** Installed, but not started. */
export const withScanner: Server = withFiles(fresh, {
  [imss.script]: { mode: 0o755 },
  [imssPaths.config]: imssIni,
});

/** Its services run below this folder, with these ports beside those of AXIGEN. */
export function running(
  server: Server,
  axigen: string,
  proxy: string,
  root: string = imss.defaultRoot,
): Server {
  return {
    ...server,
    ps: ps('axigen', program),
    netstat: netstat(
      [axigen, 'axigen'],
      [proxy, program, pid],
      [`0.0.0.0:${imss.console.port}`, program, pid],
    ),
    commands: { ...server.commands, executables: executables(root) },
  };
}

export const scannerStarted: Server = running(withScanner, '0.0.0.0:25', `127.0.0.1:${imss.ownPort}`);

/** The ports after the handover; the files have to be edited by who uses it. */
export const handedOver: Server = running(
  withScanner,
  `${imssBackend.address}:${imssBackend.port}`,
  '0.0.0.0:25',
);
