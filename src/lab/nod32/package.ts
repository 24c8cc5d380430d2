import { readFileSync } from 'node:fs';
import { templatePath } from '../../package-root.js';
import type { PackageFile, PackageSpec } from '../packages/package-spec.js';

const configFolder = '/etc/opt/eset/nod32';
const programFolder = '/opt/eset/nod32';

function template(...parts: string[]): Buffer {
  return readFileSync(templatePath('lab', 'nod32', ...parts));
}

function directory(path: string): PackageFile {
  return { kind: 'directory', path, mode: 0o755, owner: 'root' };
}

function file(path: string, mode: number, content: Buffer): PackageFile {
  return { kind: 'file', path, mode, owner: 'root', content };
}

function config(path: string, mode: number, content: Buffer): PackageFile {
  return { ...file(path, mode, content), config: true };
}

const footnotes = ['infected', 'clean', 'not_scanned'].flatMap((kind) => [
  `lms_sig_header_${kind}.html`,
  `lms_sig_footer_${kind}.html`,
]);
const hooks = ['nod32d_script', 'nod32d_license_warning_script'];

/**
 * The package of the NOD32 LMS 2.51 stand-in: paths of the "RedHat Ready / SuSE Ready" build, which the article uses.
 * Its script starts nod32d only when a licence is in place, and never nod32smtp (article, Installation).
 */
export function nod32Package(): PackageSpec {
  return {
    name: 'nod32lms',
    version: '2.51',
    release: '1',
    summary: "NOD32 for Linux Mail Server (stand-in of gateway-setup's rehearsal lab)",
    files: [
      directory('/etc/opt/eset'),
      directory(configFolder),
      directory(`${configFolder}/license`),
      directory(`${configFolder}/scripts`),
      directory(`${configFolder}/templates`),
      config(`${configFolder}/nod32.cfg`, 0o644, template('nod32.cfg')),
      ...hooks.map((name) => config(`${configFolder}/scripts/${name}`, 0o755, template('scripts', name))),
      ...footnotes.map((name) =>
        config(`${configFolder}/templates/${name}`, 0o644, template('templates', name)),
      ),
      directory('/opt/eset'),
      directory(programFolder),
      directory(`${programFolder}/sbin`),
      file(`${programFolder}/sbin/nod32d`, 0o755, template('sbin', 'nod32d')),
      file(`${programFolder}/sbin/nod32smtp`, 0o755, template('sbin', 'nod32smtp')),
      file('/etc/init.d/nod32d', 0o755, template('init.d', 'nod32d')),
      file('/etc/init.d/nod32smtp', 0o755, template('init.d', 'nod32smtp')),
    ],
    postinstall: template('package', 'postinstall.sh').toString('utf8'),
    preremove: template('package', 'preremove.sh').toString('utf8'),
    postremove: template('package', 'postremove.sh').toString('utf8'),
  };
}

/** A licence file for the lab. It says in its text that it is none of ESET's. */
export function labLicense(): Uint8Array {
  return template('license.txt');
}
