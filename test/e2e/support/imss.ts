import { imssActivationCode, imssMedia } from '../../../src/lab/imss/install/media.js';
import type { ServerLab } from './server-lab.js';

/** Where IMSS goes when nobody says otherwise. */
export const usualRoot = '/opt/trend/imss';

/** imss.ini of an installation. */
export const config = (root = usualRoot): string => `${root}/config/imss.ini`;

/** In what imss.ini differs from the one that the vendor delivers, as lines of `diff`. */
export async function configDiff(server: ServerLab, root = usualRoot): Promise<readonly string[]> {
  const shipped = `sed 's|@IMSS_HOME@|${root}|g' ${imssMedia}/files/config/imss.ini`;
  const said = await server.sh(`${shipped} | diff - ${config(root)} || :`);
  return [...(said.match(/^[<>] .*$/gm) ?? [])];
}

/** The headers that IMSS adds, in their order (facts: scanners-and-hosts 2.6). */
export const imssHeaderNames = ['version', 'result', 'scanInfo', 'tmaseResult', 'scores', 'settings'].map(
  (name) => `X-imss-${name}`,
);

/** The names of a message's headers, in its order. */
export function headerNames(message: string): readonly string[] {
  const [head = ''] = message.split(/\r?\n\r?\n/);
  return [...head.matchAll(/^([A-Za-z0-9-]+):/gm)].map(([, name = '']) => name);
}

/** What is open on every server that setup has left: the console has no password, and every machine reaches it. */
export const alwaysOpen = ['IMSS-CONSOLE-EXPOSED risk'];

/** Settings of the stand-in beside its installer, such as `{ delay: '0' }`, for the next installation. */
export async function setStandIn(
  server: ServerLab,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  const file = `${imssMedia}/stand-in.ini`;
  const edits = Object.entries(settings).map(([key, value]) => `-e 's|^${key} =.*|${key} = ${value}|'`);
  await server.sh(`sed ${edits.join(' ')} ${file} > ${file}.new; cat ${file}.new > ${file}; rm ${file}.new`);
}

/** Has the lab's installer answered by itself, for another folder than the usual one. @returns the command to give */
export async function installerFor(server: ServerLab, root: string): Promise<string> {
  const script = '/root/install-elsewhere.sh';
  const answers = ['yes', imssActivationCode, root, 'yes'].join('\\n');
  await server.sh(
    `echo "printf '${answers}\\n' | /bin/sh ${imssMedia}/install.sh" > ${script}; chmod 755 ${script}`,
  );
  return `/bin/sh ${script}`;
}

/** Says on the server that a finding is lived with. */
export async function waive(server: ServerLab, id: string): Promise<void> {
  const lines = `[${id}]\\nreason = only the lab reaches it\\nexpires = 2999-12-31\\n`;
  await server.sh(
    `mkdir -p /etc/gateway-setup; printf '${lines}' > /etc/gateway-setup/waivers.ini; chmod 644 /etc/gateway-setup/waivers.ini`,
  );
}
