import type { PackageKind } from '../distros.js';
import { labLicense, nod32Package } from '../nod32/package.js';
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

/** What the administrator has downloaded beforehand: NOD32's package, its licence, and answers that fit the lab. */
export function populateMedia(tree: Tree, kind: PackageKind): void {
  const nod32 = buildPackage(nod32Package(), kind);
  tree.directory(inLab.media);
  tree.file(`${inLab.media}/${nod32.file}`, nod32.content);
  tree.file(`${inLab.media}/nod32.lic`, labLicense());
  tree.file(
    inLab.answers,
    [
      '; Answers that fit this lab. The password of the mailbox is not kept here: it comes from the',
      '; environment variable GATEWAY_SETUP_MAILBOX_PASSWORD, or is asked for.',
      'scanner = nod32',
      `license = ${inLab.media}/nod32.lic`,
      `package = ${inLab.media}/${nod32.file}`,
      `recipient = ${labRecipient}`,
      '',
    ].join('\n'),
  );
}
