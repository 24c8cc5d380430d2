import { UserError } from '../src/errors.js';
import type { Fact } from '../src/host/fact.js';
import type { FileFact } from '../src/host/survey/answers.js';
import type { EditFile } from '../src/model/change.js';

type Rest = Omit<EditFile, 'kind' | 'path' | 'before' | 'after'>;

/**
 * The change that turns a file into `after`; none when it is so already, or was not read. @throws UserError
 * for a symbolic link: a file is replaced as a whole, and that would cut the link.
 */
export function editFile(file: Fact<FileFact>, after: Uint8Array, rest: Rest): readonly EditFile[] {
  if (file.state !== 'present' || file.value.bytes === undefined) return [];
  const { path, bytes: before, link } = file.value;
  if (Buffer.compare(before, after) === 0) return [];
  if (link) {
    throw new UserError(`${path} is a symbolic link.`, {
      why: 'A file is replaced as a whole, so that nobody can see half of it; the link would be cut.',
      next: 'Put the file itself in its place, then run gateway-setup again.',
    });
  }
  return [{ kind: 'edit-file', path, before, after, ...rest }];
}
