import type { PackageKind } from '../distros.js';
import { imssInstaller, populateImssMedia } from '../imss/install/media.js';
import { labLicense, nod32Package } from '../nod32/package.js';
import type { LabOptions } from '../options.js';
import { buildDeb } from '../packages/build-deb.js';
import { buildRpm } from '../packages/build-rpm.js';
import type { PackageSpec } from '../packages/package-spec.js';
import { inLab, labRecipient } from '../paths.js';
import type { Tree } from './tree.js';

/** The package as bytes, under the name that its makers would give the file. */
export function buildPackage(
  spec: PackageSpec,
  kind: PackageKind,
): { readonly file: string; readonly content: Buffer } {
  const { name, version, release } = spec;
  return kind === 'rpm'
    ? { file: `${name}-${version}-${release}.noarch.rpm`, content: buildRpm(spec) }
    : { file: `${name}_${version}-${release}_all.deb`, content: buildDeb(spec) };
}

/**
 * What the administrator has got beforehand: what the vendor delivers, and answers that fit the lab.
 * @param certificate of the server, with its key, as PEM
 */
export function populateMedia(
  tree: Tree,
  { scanner, distro }: Pick<LabOptions, 'scanner' | 'distro'>,
  certificate: string,
): void {
  tree.directory(inLab.media);
  const answers = scanner === 'nod32' ? placeNod32(tree, distro.packages) : placeImss(tree, certificate);
  tree.file(
    inLab.answers,
    [
      '; Answers that fit this lab. The password of the mailbox is not kept here: it comes from the',
      '; environment variable GATEWAY_SETUP_MAILBOX_PASSWORD, or is asked for.',
      `scanner = ${scanner}`,
      ...answers,
      `recipient = ${labRecipient}`,
      '',
    ].join('\n'),
  );
}

function placeNod32(tree: Tree, kind: PackageKind): readonly string[] {
  const nod32 = buildPackage(nod32Package(), kind);
  tree.file(`${inLab.media}/${nod32.file}`, nod32.content);
  tree.file(`${inLab.media}/nod32.lic`, labLicense());
  return [`license = ${inLab.media}/nod32.lic`, `package = ${inLab.media}/${nod32.file}`];
}

function placeImss(tree: Tree, certificate: string): readonly string[] {
  populateImssMedia(tree, certificate);
  return [
    '; At a terminal this installer asks its questions; without one it has the answers with it.',
    `installer = ${imssInstaller}`,
  ];
}
