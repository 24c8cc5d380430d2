import { randomBytes } from 'node:crypto';
import { constants, rmSync } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Those that lie on the disk now. */
const present = new Set<string>();

/** For the end of the process: takes away what sessions were collecting. */
export function removeSpools(): void {
  for (const path of present) rmSync(path, { force: true });
}

/** One message, collected in a file so that its size costs no memory. */
export class MessageSpool {
  readonly path: string;
  readonly file: FileHandle;
  #size = 0;

  private constructor(path: string, file: FileHandle) {
    this.path = path;
    this.file = file;
  }

  /** @param program begins the file's name. @throws Error when the folder cannot be written to. */
  static async create(folder: string, program: string): Promise<MessageSpool> {
    const path = join(folder, `${program}-${process.pid}-${randomBytes(8).toString('hex')}.msg`);
    const flags = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
    const file = await open(path, flags, 0o600);
    present.add(path);
    return new MessageSpool(path, file);
  }

  /** Bytes so far. */
  get size(): number {
    return this.#size;
  }

  async append(piece: Buffer): Promise<void> {
    let at = 0;
    while (at < piece.length) {
      const { bytesWritten } = await this.file.write(piece, at, piece.length - at, this.#size + at);
      at += bytesWritten;
    }
    this.#size += piece.length;
  }

  async discard(): Promise<void> {
    await this.file.close();
    await rm(this.path, { force: true });
    present.delete(this.path);
  }
}
