import { ExitCode, UserError } from '../errors.js';
import { nearest } from './nearest.js';
import { verbNames } from './verbs.js';

export function unknownCommand(word: string): UserError {
  const meant = nearest(word, verbNames);
  return new UserError(`There is no command "${word}".`, {
    why: 'Nothing was done.',
    next: `${meant === undefined ? '' : `Did you mean gateway-setup ${meant}? `}The commands are: ${verbNames.join(', ')}. All flags: gateway-setup --help`,
    exitCode: ExitCode.usage,
  });
}
