import { UserError } from '../src/errors.js';
import type { Fact } from '../src/host/fact.js';
import type { FileFact } from '../src/host/survey/answers.js';
import type { EditFile } from '../src/model/change.js';

type Rest = Omit<EditFile, 'kind' | 'path' | 'via' | 'before' | 'after'>;

/**
 * The change that turns a file into `after`; none when it is so already, or was not read. Where symbolic links lead to it, it is
 * changed where it really lies: a file is replaced as a whole, and in their place that would cut them. @throws UserError for a
 * name that the journal cannot carry, and for a file that has others.
 */
export function editFile(file: Fact<FileFact>, after: Uint8Array, rest: Rest): readonly EditFile[] {
  if (file.state !== 'present' || file.value.bytes === undefined) return [];
  const { path, real = path, bytes: before, otherNames = 0 } = file.value;
  if (Buffer.compare(before, after) === 0) return [];
  if (!isPlainName(real)) throw oddName(path, real);
  if (otherNames > 0) throw wouldPart(real, otherNames);
  return [{ kind: 'edit-file', path: real, ...(real === path ? {} : { via: path }), before, after, ...rest }];
}

/** What is compared with the journals on the target is read line by line, as JSON without escapes. */
export function isPlainName(path: string): boolean {
  return !/[\p{Cc}"\\]/u.test(path);
}

function wouldPart(path: string, others: number): UserError {
  return new UserError(
    `${path} has ${others === 1 ? 'another name' : `${others} other names`}, too (hard links).`,
    {
      why: 'It is replaced as a whole, which would part it from them: they would go on leading to what it was before.',
      next: `Find them (find / -xdev -samefile ${path}), make it a file of its own (cp -p ${path} ${path}.copy && mv ${path}.copy ${path}), and run gateway-setup again.`,
    },
  );
}

function oddName(path: string, real: string): UserError {
  return new UserError(`${path} leads by a symbolic link to ${real}, and is not edited there.`, {
    why: 'A name with control characters, double quotes or backslashes in it cannot be handled safely on an old server.',
    next: 'Rename what the link leads to and let the link lead there, then run gateway-setup again.',
  });
}
