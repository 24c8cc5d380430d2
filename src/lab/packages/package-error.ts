/** A package file that cannot be read: not a package, damaged, or of a kind that this reader does not know. */
export class PackageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PackageError';
  }
}
