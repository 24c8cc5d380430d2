import { readFileSync } from 'node:fs';
import { templatePath } from '../../package-root.js';
import type { PackageFile, PackageSpec } from '../packages/package-spec.js';
import { axigenVersion } from './version.js';

/**
 * The AXIGEN stand-in as a package, with everything as it is after the vendor's installer and its
 * Configuration Wizard: paths, owners and modes of facts 1, 4 and 5. It is installed stopped; user
 * axigen must exist.
 */
export function axigenPackage(): PackageSpec {
  return {
    name: 'axigen',
    version: axigenVersion,
    release: '1',
    summary: "AXIGEN Mail Server (stand-in of gateway-setup's lab, not the vendor's program)",
    files: [...programFiles(), ...dataFiles()],
    preremove: 'if [ -x /etc/init.d/axigen ]; then /etc/init.d/axigen stop; fi\n',
  };
}

function programFiles(): PackageFile[] {
  return [
    directory('/opt/axigen', 'root'),
    directory('/opt/axigen/bin', 'root'),
    directory('/opt/axigen/share', 'root'),
    directory('/opt/axigen/share/doc', 'root'),
    file('/opt/axigen/bin/axigen', 'axigen.sh', 0o755, 'root'),
    file('/opt/axigen/share/doc/README', 'README', 0o644, 'root'),
    file('/etc/init.d/axigen', 'init.sh', 0o755, 'root'),
  ];
}

function dataFiles(): PackageFile[] {
  const root = '/var/opt/axigen';
  const folders = ['run', 'filters', 'log', 'queue', 'queue/relayed', 'domains', 'domains/example.test'];
  const mailboxes = ['postmaster', 'alice'].map((name) => `domains/example.test/${name}`);
  return [
    directory(root, 'axigen'),
    ...[...folders, ...mailboxes].map((name) => directory(`${root}/${name}`, 'axigen')),
    { ...file(`${root}/run/axigen.cfg`, 'axigen.cfg', 0o640, 'axigen'), config: true },
    { ...file(`${root}/filters/smtpFilters.script`, 'smtpFilters.script', 0o600, 'axigen'), config: true },
    { ...file(`${root}/domains/accounts.ini`, 'accounts.ini', 0o600, 'axigen'), config: true },
  ];
}

function directory(path: string, owner: 'root' | 'axigen'): PackageFile {
  return { kind: 'directory', path, owner, mode: owner === 'root' ? 0o755 : 0o750 };
}

function file(path: string, template: string, mode: number, owner: 'root' | 'axigen'): PackageFile {
  return { kind: 'file', path, owner, mode, content: readFileSync(templatePath('lab', 'axigen', template)) };
}
