import { ExitCode } from '../errors.js';
import type { Io } from '../io.js';
import { type VerifyCommandOptions, verifyCommand } from './audit-command.js';
import { type ExaminationDependencies, examineTarget } from './examine-target.js';
import { parseWords } from './parse.js';

export interface VerifyDependencies extends ExaminationDependencies {
  engine(): Promise<Pick<typeof import('../engine/verify.js'), 'verify'>>;
}

/** `gateway-setup verify`. */
export async function runVerify(
  args: readonly string[],
  io: Io,
  dependencies: VerifyDependencies,
): Promise<number> {
  const parsed = parseWords<VerifyCommandOptions>(verifyCommand('gateway-setup verify'), args, io);
  if ('helped' in parsed) return ExitCode.ok;
  const { options } = parsed;
  const load = async () => (await dependencies.engine()).verify;
  return examineTarget({ options, sendTestMail: options.testMail, mayAsk: true, load }, io, dependencies);
}
