import { readFileSync } from 'node:fs';
import { templatePath } from '../../../package-root.js';
import { inLab } from '../../paths.js';
import type { Tree } from '../../root/tree.js';
import { type ProgramSource, programSource } from './program.js';

/** Where the lab keeps what the vendor would deliver. */
export const imssMedia = `${inLab.media}/imss-5.7`;

/** What starts the installer: at a terminal it asks, without one it has its answers with it. */
export const imssInstaller = `/bin/sh ${imssMedia}/answered.sh`;

/** The installer checks the form alone. */
export const imssActivationCode = 'LABS-2006-IMSS-0057';

/**
 * The installer of the IMSS stand-in and the files that it places.
 * @param certificate of the web console, with its key, as PEM
 * @param program what becomes the program of the stand-in
 */
export function populateImssMedia(
  tree: Tree,
  certificate: string,
  program: ProgramSource = programSource(),
): void {
  tree.copyFolder(templatePath('lab', 'imss'), imssMedia);
  for (const name of ['install.sh', 'answered.sh']) tree.file(`${imssMedia}/${name}`, template(name), 0o755);
  tree.copy(program.path, `${imssMedia}/files/bin/imss-standin`, 0o755);
  const starter = template('files/bin/start-imss-standin').toString('utf8');
  const node = program.startsNode ? `${inLab.node} ` : '';
  tree.file(`${imssMedia}/files/bin/start-imss-standin`, starter.replace('@NODE@', node), 0o755);
  tree.file(`${imssMedia}/files/UI/certificate.pem`, certificate, 0o600);
}

function template(name: string): Buffer {
  return readFileSync(templatePath('lab', 'imss', name));
}
