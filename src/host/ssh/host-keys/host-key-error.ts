import { ExitCode, UserError, type UserErrorDetails } from '../../../errors.js';

/** The server did not prove that it is the one that is meant. Nothing was sent to it. */
export class HostKeyError extends UserError {
  constructor(message: readonly string[], details: UserErrorDetails) {
    super(message.join('\n'), { exitCode: ExitCode.couldNotLook, ...details });
    this.name = 'HostKeyError';
  }
}
