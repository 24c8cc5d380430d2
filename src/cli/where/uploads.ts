import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Operator } from '../../engine/operator.js';
import { lockFile, stateFolder } from '../../engine/run/paths.js';
import { libraryPart } from '../../engine/target-library.js';
import { Cancelled, UserError } from '../../errors.js';
import type { Host } from '../../host/host.js';
import { lines, sh } from '../../host/shell.js';
import type { GivenAnswers } from '../../questions/question.js';
import { escapeControl } from '../../text/escape.js';
import { contentOf, isLocalFile, sizeInWords, uploadable } from './local-files.js';
import { uploadName } from './upload-name.js';

/** Where uploaded files lie on the target, each below a name that is made of its contents. */
const uploadsFolder = `${stateFolder}/uploads`;
/** The folder of an uploaded file; nothing else is ever taken away. */
const ownFolder = new RegExp(`^(${uploadsFolder}/[0-9a-f]{16})/[^/]+$`);

/** The status of a removal that was not made. */
const heldByAnother = 71;

/** Told about every tenth of a large file. */
const tenth = 0.1;
/** Bytes; smaller ones are there at once. */
const worthTelling = 256 * 1024;

/** The operator's files on the target: put there when they are needed, taken away at the end. */
export class Uploads {
  readonly #host: Host;
  /** Paths on the target that are known to be there, whole. */
  readonly #there = new Set<string>();
  readonly #folders = new Set<string>();
  readonly #origins = new Map<string, string>();

  constructor(
    host: Host,
    private readonly operator: Pick<Operator, 'waiting' | 'note'>,
    private readonly signal?: AbortSignal,
  ) {
    // A line that is lost is not made again just to tidy up.
    this.#host = host.pinned?.() ?? host;
  }

  /** The answers with what lies on this machine put on the target. @throws UserError, Cancelled */
  async place(given: GivenAnswers): Promise<GivenAnswers> {
    const placed = new Map(given);
    for (const key of uploadable) {
      const path = given.get(key);
      if (path !== undefined && isLocalFile(path)) placed.set(key, await this.#put(path));
    }
    return placed;
  }

  /** The path on this machine of what was put there; any other path as it is. */
  originOf(path: string): string {
    return this.#origins.get(path) ?? path;
  }

  /** What an earlier command, such as a plan, has put there for this one: it is taken away with the rest. */
  adopt(given: GivenAnswers): void {
    for (const key of uploadable) {
      const [, folder] = ownFolder.exec(given.get(key) ?? '') ?? [];
      if (folder !== undefined) this.#folders.add(folder);
    }
  }

  /** Takes away what was put there. Never throws: what had to stay is told. */
  async remove(): Promise<void> {
    const folders = [...this.#folders];
    this.#folders.clear();
    this.#there.clear();
    if (folders.length === 0) return;
    const trouble = await this.#removed(folders);
    if (trouble === undefined) return;
    this.operator.note(
      `What was uploaded still lies on ${this.#host.name}, where only root can read it: ${folders.join(', ')} (${trouble})`,
    );
  }

  async #removed(folders: readonly string[]): Promise<string | undefined> {
    try {
      const { code, stderr } = await this.#host.run(
        lines(
          libraryPart('holding'),
          // Ours is given back by now: this is another one's, whose files may be the same.
          sh`
if is_held ${lockFile}; then exit ${heldByAnother}; fi
rm -rf ${folders} || exit 1
rmdir ${uploadsFolder} 2>/dev/null
exit 0`,
        ),
        { shielded: true },
      );
      if (code === heldByAnother) return 'another run is at work there, and may need it';
      return code === 0 ? undefined : stderr.toString('utf8').trim();
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  async #put(path: string): Promise<string> {
    // Read each time: it may have been put right since it was refused.
    const content = await contentOf(path);
    const folder = `${uploadsFolder}/${createHash('sha256').update(content).digest('hex').slice(0, 16)}`;
    const target = `${folder}/${uploadName(path)}`;
    if (this.#there.has(target)) return target;
    this.#folders.add(folder);
    if (!(await this.#isThere(folder, target, content.length))) await this.#send(path, target, content);
    this.#there.add(target);
    this.#origins.set(target, path);
    this.operator.note(`${path} is on this machine, so it was uploaded to ${this.#host.name}.`);
    return target;
  }

  /** Makes the folder, too. Its name tells the contents, and nothing is ever there by halves. */
  async #isThere(folder: string, target: string, size: number): Promise<boolean> {
    const { code, stderr } = await this.#host.run(
      sh`umask 077
mkdir -p ${folder} || exit 2
[ "$(stat -c %s ${target} 2>/dev/null)" = ${size} ]`,
      { shielded: true },
    );
    if (code === 0 || code === 1) return code === 0;
    // Nothing of it is there to be taken away, or to be told of.
    this.#folders.delete(folder);
    throw new UserError(
      `${uploadsFolder} on ${this.#host.name} cannot be made: ${escapeControl(stderr.toString('utf8').trim(), 300)}`,
      {
        why: 'The file from this machine has to lie somewhere. Nothing was changed.',
        next: 'Check the free space there (df -k), and that you are root there, then run the same command again.',
      },
    );
  }

  async #send(path: string, target: string, content: Buffer): Promise<void> {
    const what = `Uploading ${escapeControl(basename(path), 100)} (${sizeInWords(content.length)})`;
    await this.operator.waiting(what, (tell) => {
      let told = 0;
      const sending = this.#host.putFile(target, content, {
        mode: 0o600,
        onProgress: (sent, total) => {
          const part = total === 0 ? 1 : sent / total;
          if (total < worthTelling || part - told < tenth) return;
          told = part;
          tell(`${what}: ${Math.floor(part * 100)} %`);
        },
      });
      return unlessCancelled(sending, this.signal);
    });
  }
}

/** A large file over a slow line takes minutes: who stops does not wait for its end, and half of it is never in its place. */
async function unlessCancelled(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return work;
  let stop = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(new Cancelled());
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
  try {
    await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
