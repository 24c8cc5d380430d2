import type { Duplex } from 'node:stream';
import { Client, type NegotiatedAlgorithms, type NextAuthHandler } from 'ssh2';
import { Cancelled, UserError } from '../../../errors.js';
import { escapeControl } from '../../../text/escape.js';
import { type HostKeyJudge, hostKeyJudge } from '../host-keys/judge.js';
import { serverName } from '../server-name.js';
import type { SshSettings } from '../settings.js';
import { algorithmsFor, mismatchOf } from './algorithms.js';
import { Banners } from './banner.js';
import type { Greeting } from './greeting.js';
import { findKeys, type Keys } from './keys.js';
import { Login } from './login.js';
import { passwordExpired, tooManyTries } from './login-refused.js';
import { type ConnectedServer, NoCommonAlgorithm, type OpenStream, type ServerOptions } from './server.js';
import { badGreeting, broken, hungUp, tooSlow, tooTalkative } from './server-trouble.js';
import { type Stage, type StageClock, stageClock } from './stage-clock.js';
import { beatMs } from './watchdog.js';
import { Wire } from './wire.js';

/** Milliseconds that each stage may take. */
const limits: Readonly<Record<Stage, number>> = {
  'reaching it': 20_000,
  'waiting for its greeting': 20_000,
  'exchanging keys': 30_000,
  'logging in': 30_000,
};
/** Old servers compute with large groups on slow processors (facts 3.4). */
const legacyKexMs = 90_000;

/** ssh2 says what the server offers after a refused key only here (its lib/client.js, tryNextAgentKey). */
const refusal = /^Inbound: Received USERAUTH_FAILURE \((.*)\)$/;

/** One attempt to connect to a server and log in. The first thing that goes wrong is its outcome. */
export class Attempt {
  readonly outcome: Promise<ConnectedServer>;
  readonly #client = new Client();
  readonly #clock: StageClock;
  readonly #banners: Banners;
  readonly #over = new AbortController();
  #settled = false;
  #resolve: (server: ConnectedServer) => void = () => {};
  #reject: (error: unknown) => void = () => {};
  #stage: Stage = 'reaching it';
  #wire: Wire | undefined;
  #ident = '';
  #algorithms: NegotiatedAlgorithms | undefined;
  #login: Login | undefined;
  /** What may go on by the server's last refusal, and whether that was part of a success. */
  #offered: readonly string[] | undefined;
  #hostKey: Buffer | undefined;

  constructor(
    private readonly settings: SshSettings,
    private readonly options: ServerOptions,
  ) {
    this.outcome = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#banners = new Banners((text) => this.#note(text));
    this.#clock = stageClock(
      (stage, limitMs) => this.#fail(tooSlow(settings, stage, limitMs, this.#wire?.heard ?? '')),
      settings.connectTimeoutMs,
    );
  }

  /** Everything that can be done while the server is on its way is done meanwhile. */
  start(open: OpenStream): void {
    const { memory, wishes, person, uid } = this.options;
    const pinned = memory.hostKeys.get(serverName(this.settings));
    const judge = hostKeyJudge(this.settings, {
      wishes,
      person,
      ...(pinned === undefined ? {} : { pinned }),
    });
    const keys = findKeys(this.settings, uid);
    this.#enter('reaching it');
    const opened = open(this.#over.signal);
    opened.then(
      (stream) => {
        // It may fail before anybody reads from it.
        stream.on('error', (error) => this.#failBy(error));
        if (this.#settled) stream.destroy();
      },
      // It is the outcome already.
      () => {},
    );
    Promise.all([opened, judge]).then(
      ([stream, itsJudge]) => {
        if (!this.#settled) this.#connect(stream, itsJudge, keys);
      },
      (error: unknown) => this.#fail(error),
    );
  }

  cancel(): void {
    const { reason } = this.options.signal;
    this.#fail(reason instanceof Cancelled ? reason : new Cancelled());
  }

  #connect(stream: Duplex, judge: HostKeyJudge, keys: Promise<Keys>): void {
    this.#enter('waiting for its greeting');
    if (stream.destroyed) {
      this.#fail(hungUp(this.settings, this.#stage, undefined));
      return;
    }
    const wire = new Wire(stream, {
      onGreeting: (greeting) => this.#greeted(greeting),
      onTrouble: (trouble) => this.#fail(badGreeting(this.settings, trouble)),
    });
    this.#wire = wire;
    this.#listen();
    this.#client.connect({
      sock: wire,
      username: this.settings.user,
      algorithms: algorithmsFor(judge.types, this.options.legacy),
      // Ours counts by stages, and not while a person is asked.
      readyTimeout: 0,
      // Asks for a sign of life; whether one came is seen by what came in at all (watchdog.ts).
      keepaliveInterval: beatMs,
      keepaliveCountMax: Number.MAX_SAFE_INTEGER,
      hostVerifier: (key: Buffer, verify: (valid: boolean) => void) => this.#verify(judge, key, verify),
      authHandler: (_left, partial, next) => this.#nextMethod(keys, partial === true, next),
      debug: (line) => this.#overhear(line),
    });
  }

  #listen(): void {
    this.#client
      .on('handshake', (algorithms) => {
        if (this.#stage !== 'exchanging keys') return;
        this.#algorithms = algorithms;
        this.#enter('logging in');
      })
      .on('banner', (text) => this.#show(text))
      .on('change password', () => this.#fail(passwordExpired(this.settings)))
      .on('ready', () => this.#succeed())
      .on('error', (error) => this.#failBy(error))
      .on('close', () => this.#fail(hungUp(this.settings, this.#stage, undefined)));
  }

  #greeted({ ident, text }: Greeting): void {
    this.#ident = ident;
    for (const line of text.split('\n')) if (line.trim() !== '') this.#note(line);
    this.#enter('exchanging keys');
  }

  /** Called again when keys are exchanged anew: the key must not change under way. */
  #verify(judge: HostKeyJudge, key: Buffer, verify: (valid: boolean) => void): void {
    if (this.#hostKey !== undefined) {
      verify(this.#hostKey.equals(key));
      return;
    }
    this.#clock
      .asking(() => judge.judge(key))
      .then(
        () => {
          if (this.#settled) return;
          this.#hostKey = Buffer.from(key);
          verify(true);
        },
        (error: unknown) => this.#fail(error),
      );
  }

  #nextMethod(keys: Promise<Keys>, partial: boolean, next: NextAuthHandler): void {
    this.#clock.renew();
    const method = async () => {
      this.#login ??= new Login({
        settings: this.settings,
        person: this.options.person,
        memory: this.options.memory,
        ident: this.#ident,
        keys: await keys,
        asking: (question) => this.#clock.asking(question),
        show: (text) => this.#show(text),
        failed: (error) => this.#fail(error),
      });
      return this.#login.next(this.#offered, partial);
    };
    method().then(
      (one) => {
        if (!this.#settled) next(one);
      },
      (error: unknown) => this.#fail(error),
    );
  }

  #overhear(line: string): void {
    const methods = this.#stage === 'logging in' ? refusal.exec(line)?.[1] : undefined;
    if (methods !== undefined) this.#offered = methods.split(',').filter((one) => one !== '');
  }

  #failBy(error: Error): void {
    const meaning = this.#meaning(error);
    if (meaning !== undefined) this.#fail(meaning);
  }

  /** What an error of ssh2 means for whoever connects; undefined: it goes on. */
  #meaning(error: Error & { readonly level?: string; readonly code?: unknown }): Error | undefined {
    // A ProxyCommand that ended says why.
    if (error instanceof UserError) return error;
    // One key that its agent does not sign with: the next one is tried.
    if (error.level === 'agent') return undefined;
    const mismatch = error.level === 'handshake' ? mismatchOf(error.message) : undefined;
    if (mismatch !== undefined) return new NoCommonAlgorithm(mismatch, this.#ident);
    if (this.#login !== undefined && /too many/i.test(error.message))
      return tooManyTries(this.#login.story());
    if (error.level === 'client-socket' || /before handshake/.test(error.message)) {
      const cut = /ECONNRESET|EPIPE/.test(error.message) ? 'the connection was cut' : undefined;
      return hungUp(this.settings, this.#stage, cut);
    }
    // A disconnection in the server's own words has the number of its reason.
    if (typeof error.code === 'number') return hungUp(this.settings, this.#stage, error.message);
    return broken(this.settings, this.#stage, error.message);
  }

  #succeed(): void {
    if (this.#settled) return;
    const wire = this.#wire;
    if (wire === undefined || this.#algorithms === undefined || this.#hostKey === undefined) {
      this.#fail(broken(this.settings, this.#stage, 'a login before keys were exchanged'));
      return;
    }
    this.#login?.accepted();
    this.options.memory.hostKeys.set(serverName(this.settings), this.#hostKey);
    this.#clock.stop();
    this.#settled = true;
    this.#client.removeAllListeners();
    // Whoever has the client from here on listens in the same turn; an error that nobody hears would end this program.
    this.#client.on('error', () => {});
    this.#resolve({ client: this.#client, wire, ident: this.#ident, algorithms: this.#algorithms });
  }

  #fail(error: unknown): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#over.abort();
    this.#clock.stop();
    this.#reject(error);
    this.#wire?.destroy();
  }

  #enter(stage: Stage): void {
    this.#stage = stage;
    const slow = stage === 'exchanging keys' && this.options.legacy;
    this.#clock.enter(stage, slow ? legacyKexMs : limits[stage]);
  }

  #show(text: string): void {
    if (!this.#banners.take(text)) this.#fail(tooTalkative(this.settings));
  }

  #note(text: string): void {
    this.options.person.note(`${serverName(this.settings)}: ${escapeControl(text)}`);
  }
}
