import { ExitCode, UserError } from '../errors.js';

/** The line to the target broke. What runs there shielded goes on. */
export class LineLost extends UserError {
  constructor(target: string, reason: string) {
    super(`The line to ${target} is lost: ${reason}.`, {
      why: 'A change that had begun on the server goes on there to its end, or is put back by the server itself; whatever only looked was ended.',
      next: 'Run the same command again: it looks at what the journal on the server says.',
      exitCode: ExitCode.couldNotLook,
    });
    this.name = 'LineLost';
  }
}
