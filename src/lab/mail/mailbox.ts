import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type StagedFile, stageFile } from './safe-file.js';

/** A message in a mailbox; `name` is its lasting unique id. */
export interface StoredMessage {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

const suffix = '.eml';

/** A folder with one `.eml` file for each message; the names sort by time of arrival. */
export class Mailbox {
  constructor(readonly folder: string) {}

  /** The message becomes visible at `commit`, whole or not at all. */
  async stage(name: string, content: Uint8Array): Promise<StagedFile> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    return stageFile(join(this.folder, name + suffix), content);
  }

  /** Oldest first. A mailbox to which nothing was ever delivered is empty. */
  async list(): Promise<StoredMessage[]> {
    const names = await readdir(this.folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    const messages: StoredMessage[] = [];
    for (const file of names.sort()) {
      if (!file.endsWith(suffix) || file.startsWith('.')) continue;
      const { size } = await stat(join(this.folder, file));
      messages.push({ name: file.slice(0, -suffix.length), size });
    }
    return messages;
  }

  read(name: string): Promise<Buffer> {
    return readFile(join(this.folder, name + suffix));
  }

  async remove(name: string): Promise<void> {
    await rm(join(this.folder, name + suffix), { force: true });
  }
}
