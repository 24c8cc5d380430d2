import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { Cancelled, ExitCode, UserError } from '../../../errors.js';
import { escapeControl } from '../../../text/escape.js';
import { bindToThisProcess, endGroup } from '../../local/process-group.js';
import { drain } from '../../running/drain.js';
import { LastLines } from './last-lines.js';
import type { Env } from './tokens.js';
import { withoutSecrets } from './without-secrets.js';

export interface ProxyStreamOptions {
  readonly signal?: AbortSignal;
  /** The operator's environment, which the command may need (its agent, its display). Default: that of this process. */
  readonly env?: Env;
}

/**
 * Starts a ProxyCommand; its standard streams become the line. When the command ends before the line does, the stream fails with
 * a UserError that has its last words; once the stream is destroyed, the command and all that it started is ended.
 * @throws UserError when it cannot be started; Cancelled.
 */
export async function proxyStream(command: string, options: ProxyStreamOptions = {}): Promise<Duplex> {
  const { signal, env = process.env } = options;
  if (signal?.aborted) throw new Cancelled();
  const child = spawn('/bin/sh', ['-c', `exec ${command}`], {
    detached: true,
    stdio: 'pipe',
    env: withoutSecrets(env),
  });
  try {
    await once(child, 'spawn');
  } catch (error) {
    throw endedEarly(error instanceof Error ? error.message : 'it could not be started', '');
  }
  const stream = new ProxyStream(child);
  const cancel = () => stream.destroy(new Cancelled());
  signal?.addEventListener('abort', cancel, { once: true });
  stream.once('close', () => signal?.removeEventListener('abort', cancel));
  return stream;
}

class ProxyStream extends Duplex {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #unbind: () => void;
  readonly #words = new LastLines(5, 2000);
  #hasEnded = false;
  #carried = false;
  #isOver = false;

  constructor(child: ChildProcessWithoutNullStreams) {
    super({ allowHalfOpen: true });
    this.#child = child;
    this.#unbind = child.pid === undefined ? () => {} : bindToThisProcess(child.pid);
    child.stderr.on('data', (chunk: Buffer) => this.#words.add(chunk));
    child.stdout.on('data', (chunk: Buffer) => {
      this.#carried = true;
      // What an ended command has left is taken at once, or it is lost; no pipe holds much.
      if (!this.push(chunk) && !this.#isOver) child.stdout.pause();
    });
    // Its end says why; what could not be written any more does not.
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on('error', () => {});
    child.once('exit', (code, signal) => void this.#end(code, signal));
  }

  override _read(): void {
    this.#child.stdout.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#child.stdin.write(chunk, () => done());
  }

  override _final(done: () => void): void {
    this.#hasEnded = true;
    this.#child.stdin.end(() => done());
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#hasEnded = true;
    const { pid, stdin, stdout, stderr } = this.#child;
    for (const stream of [stdin, stdout, stderr]) stream.destroy();
    const ended = pid === undefined ? Promise.resolve() : endGroup(pid);
    void ended.then(() => {
      this.#unbind();
      done(error);
    });
  }

  async #end(code: number | null, signal: string | null): Promise<void> {
    const { stdout, stderr } = this.#child;
    this.#isOver = true;
    stdout.resume();
    await drain([stdout, stderr]);
    if (this.destroyed) return;
    const isGood = code === 0 && this.#carried;
    if (this.#hasEnded || isGood) this.push(null);
    else
      this.destroy(endedEarly(signal ? `it was ended by ${signal}` : `status ${code}`, this.#words.text()));
  }
}

function endedEarly(how: string, words: string): UserError {
  const said = words === '' ? 'it said nothing' : `its last words: ${escapeControl(words, 1000)}`;
  return new UserError(`The ProxyCommand of the SSH configuration ended early (${how}); ${said}`, {
    why: 'It carries the connection to the server, so the server is not reached without it.',
    next: 'Try it with `ssh SERVER`, put ProxyCommand right in the SSH configuration, then run the same command again.',
    exitCode: ExitCode.couldNotLook,
  });
}
