import type { ClientChannel } from 'ssh2';
import type { ShellFragment } from '../../shell.js';
import type { PtySize, SshLine } from '../line.js';
import type { SshPerson, SshWishes } from '../person.js';
import type { RemoteProcess } from '../remote-shell.js';
import { untilLost } from '../until-lost.js';
import { BecomeSecret } from './become-secret.js';
import { loginLine, ownSession } from './bootstrap.js';
import { elevate } from './elevate.js';
import type { Become } from './elevation-errors.js';
import { framedWire } from './framed-wire.js';
import { framed } from './frames.js';
import { notThere } from './login-errors.js';
import { remoteProcess } from './remote-process.js';
import { Marks, Stair } from './stair.js';
import { defaultPatience, type Patience } from './threshold.js';
import { channelWire } from './wire.js';

export interface ShellsOptions {
  /** The line; dials again when it is lost. */
  readonly line: () => Promise<SshLine>;
  readonly person: Pick<SshPerson, 'secret'>;
  readonly become: SshWishes['become'];
  /** The server's alias, and who logs in. */
  readonly subject: string;
  readonly user: string;
  readonly patience?: Patience;
}

export interface StartOptions {
  /** As root (the default), or as whoever logged in. */
  readonly elevated?: boolean;
  /** The fragment is not started any more once this is aborted. */
  readonly signal?: AbortSignal;
  /** Only over this line, lost or not. */
  readonly line?: SshLine;
}

/** What starts shells, over whatever line that may be. */
export type ShellStarter = Pick<Shells, 'start' | 'rise' | 'elevates'>;

/** A shell that waits for its script. */
export interface Risen {
  readonly line: SshLine;
  readonly channel: ClientChannel;
  readonly stair: Stair;
  /** Standard input is a terminal. */
  readonly terminal: boolean;
}

/** No program of ours draws on it. */
const noScreen: PtySize = { term: 'dumb', columns: 80, rows: 24 };

/** Starts shells on a target, and remembers what the first ones have taught: who logs in there, and how sudo behaves. */
export class Shells {
  readonly #secret: BecomeSecret;
  readonly #how: Become;
  readonly #patience: Patience;
  /** What is known of whoever logs in, once the first shell was there. */
  #login: { readonly user: number; readonly hasOwnGroup: boolean } | undefined;
  #sudoWantsTerminal = false;

  constructor(private readonly options: ShellsOptions) {
    const { become, person, subject, user } = options;
    this.#how = become === 'su' ? 'su' : 'sudo';
    this.#secret = new BecomeSecret(person, this.#how, {
      subject,
      user: this.#how === 'su' ? 'root' : user,
    });
    this.#patience = options.patience ?? defaultPatience;
  }

  /** Whether commands run as somebody else than who logs in. @throws LineLost, UserError */
  async elevates(options: Pick<StartOptions, 'line'> = {}): Promise<boolean> {
    if (this.options.become === 'none') return false;
    if (this.#login === undefined) (await this.rise({ ...options, elevated: false })).stair.wire.close();
    return this.#login?.user !== 0;
  }

  /** The same, with all that is known by now, over lines of the caller's choice. */
  over(line: () => Promise<SshLine>): ShellStarter {
    return {
      start: async (script, options) => this.start(script, { ...options, line: await line() }),
      rise: async (options, ...more) => this.rise({ ...options, line: await line() }, ...more),
      elevates: async () => this.elevates({ line: await line() }),
    };
  }

  /** @throws LineLost, UserError, and what `signal` says. */
  async start(script: ShellFragment, options: StartOptions = {}): Promise<RemoteProcess> {
    const early = this.#mayBeEarly(options) ? script : undefined;
    const risen = await this.rise(options, undefined, early);
    try {
      const stair = risen.terminal ? await this.#withPipes(risen.stair, options.signal) : risen.stair;
      if (early === undefined) {
        if (!stair.hasOwnGroup) await this.#awaited(stair, () => stair.climb(ownSession), options.signal);
        options.signal?.throwIfAborted();
        stair.run(script);
      }
      return remoteProcess(this, risen.line, stair, options.elevated);
    } catch (error) {
      risen.stair.wire.close();
      throw error;
    }
  }

  /**
   * @param screen a terminal of this size is wanted
   * @param early what the first shell is to run; it need not be asked who it is
   */
  async rise(options: StartOptions, screen?: PtySize, early?: ShellFragment): Promise<Risen> {
    for (;;) {
      const line = options.line ?? (await this.options.line());
      options.signal?.throwIfAborted();
      const terminal = screen !== undefined || this.#needsTerminal(options);
      const marks = new Marks();
      const command = loginLine(marks.of(1), terminal).text;
      const opening = line.exec(command, terminal ? { pty: screen ?? noScreen } : {});
      const channel = await unlessAborted(line, opening, options.signal);
      const stair = new Stair(channelWire(line, channel), marks, this.#patience);
      const risen = { line, channel, stair, terminal };
      try {
        await this.#awaited(stair, () => early !== undefined && stair.run(early), options.signal, true);
        if (early !== undefined || !this.#elevates(options)) return risen;
        if ((terminal || !this.#needsTerminal(options)) && (await this.#elevated(risen, options)))
          return risen;
      } catch (error) {
        stair.wire.close();
        throw error;
      }
      stair.wire.close();
    }
  }

  /** False: over another channel. */
  async #elevated({ stair, terminal }: Risen, { signal }: StartOptions): Promise<boolean> {
    const secret = this.#secret;
    const { subject } = this.options;
    const how = this.#how;
    const outcome = await secret.inTurn(() => elevate(stair, { how, subject, secret, terminal, signal }));
    if (outcome === 'wants a terminal') this.#sudoWantsTerminal = true;
    return outcome === 'root';
  }

  /** Has the shell do something, and waits until the next one is there. */
  async #awaited(
    stair: Stair,
    doing: () => unknown,
    signal: AbortSignal | undefined,
    isLogin = false,
  ): Promise<void> {
    doing();
    const heard = await stair.next(signal);
    const { user, subject } = this.options;
    if (heard.kind !== 'ready') throw notThere(`${user}@${subject}`, heard, stair);
    if (isLogin) this.#login = { user: heard.user, hasOwnGroup: stair.hasOwnGroup };
  }

  /** Over a terminal both outputs are one, and a hang-up would reach whatever the fragment leaves behind. */
  async #withPipes(terminal: Stair, signal: AbortSignal | undefined): Promise<Stair> {
    const marks = new Marks();
    terminal.run(framed(marks.of(1)));
    const { stdin, exited, close } = terminal.wire;
    const stair = new Stair(framedWire({ stdin, exited, close, ...terminal.open() }), marks, this.#patience);
    await this.#awaited(stair, () => {}, signal);
    return stair;
  }

  /** As far as is known by now. */
  #elevates({ elevated = true }: StartOptions): boolean {
    return elevated && this.options.become !== 'none' && this.#login?.user !== 0;
  }

  #needsTerminal(options: StartOptions): boolean {
    const asksOnOne = this.#how === 'su' || this.#sudoWantsTerminal;
    return asksOnOne && this.#login !== undefined && this.#elevates(options);
  }

  /** Saves a round trip; only where a shell was there before. */
  #mayBeEarly(options: StartOptions): boolean {
    return this.#login?.hasOwnGroup === true && !this.#elevates(options);
  }
}

/** A server with all its sessions in use may leave it waiting. */
async function unlessAborted(
  line: SshLine,
  opening: Promise<ClientChannel>,
  signal: AbortSignal | undefined,
): Promise<ClientChannel> {
  if (signal === undefined) return opening;
  try {
    return await untilLost(signal, opening);
  } catch (error) {
    if (signal.aborted)
      opening.then(
        (channel) => channelWire(line, channel).close(),
        () => {},
      );
    throw error;
  }
}
