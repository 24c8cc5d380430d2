import { ExitCode } from '../errors.js';
import type { Io } from '../io.js';
import { type AuditCommandOptions, auditCommand } from './audit-command.js';
import { type ExaminationDependencies, examineTarget } from './examine-target.js';
import { parseWords } from './parse.js';
import { isFleet } from './where/servers.js';

export interface AuditDependencies extends ExaminationDependencies {
  engine(): Promise<Pick<typeof import('../engine/audit/audit.js'), 'audit'>>;
}

/** `gateway-setup audit`. */
export async function runAudit(
  args: readonly string[],
  io: Io,
  dependencies: AuditDependencies,
): Promise<number> {
  const parsed = parseWords<AuditCommandOptions>(auditCommand('gateway-setup audit'), args, io);
  if ('helped' in parsed) return ExitCode.ok;
  const { options } = parsed;
  const load = async () => (await dependencies.engine()).audit;
  if (isFleet(options)) {
    const { examineFleet } = await import('./examine-fleet.js');
    return examineFleet({ options, run: await load() }, io, dependencies);
  }
  const sendTestMail = options.sendTestMail === true;
  return examineTarget({ options, sendTestMail, mayAsk: false, load }, io, dependencies);
}
