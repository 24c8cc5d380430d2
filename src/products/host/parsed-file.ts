import { DocumentError } from '../../documents/document-error.js';
import { type Fact, follow, present, unreadable } from '../../host/fact.js';
import type { FileFact } from '../../host/survey/answers.js';

/** A file's contents as `read` understands them; what it does not understand is unreadable, with the place. */
export function parsedFile<T>(file: Fact<FileFact>, read: (bytes: Uint8Array, path: string) => T): Fact<T> {
  return follow(file, ({ bytes, path, type }) => {
    if (bytes === undefined)
      return unreadable(`${path} is ${type === 'directory' ? 'a folder' : 'no regular file'}`);
    try {
      return present(read(bytes, path));
    } catch (error) {
      if (error instanceof DocumentError) return unreadable(error.message);
      throw error;
    }
  });
}
