import { sh } from '../../host/shell.js';
import type { Evidence } from '../../model/probe.js';
import { scannerOf } from '../../products/scanners.js';
import type { EvidenceOptions } from './gather.js';

/** Has the operator set up the notifications in the scanner's console; undefined: nobody is there who could, or there is none. */
export async function notifications(options: EvidenceOptions): Promise<Evidence['notifications']> {
  const { operator, answers, log } = options;
  const { console: forms } = scannerOf(answers);
  if (operator.walkThrough === undefined || forms === undefined) return undefined;
  const url = `https://${await serverName(options)}:${forms.port}${forms.path}`;
  const administrator = answers.administrator ?? answers.recipient;
  const said = await operator.walkThrough({ url, administrator });
  const words = said === 'done' ? 'done, as the operator says' : 'not done';
  log(`notifications, by hand at ${url}`, [{ mark: 'info', text: words }]);
  return said;
}

/** As the server calls itself; in the article's form where it does not tell, or nothing that fits into an address. */
async function serverName({ host, signal }: EvidenceOptions): Promise<string> {
  const { stdout } = await host.run(sh`uname -n`, { signal });
  const name = stdout.toString('utf8').trim();
  return /^[A-Za-z0-9][A-Za-z0-9.-]{0,254}$/.test(name) ? name : '<server_ip>';
}
