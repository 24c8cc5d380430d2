import { Duplex } from 'node:stream';
import type { Clock } from '../../src/smtp/clock.js';

/** How the other side goes, when it has said all. */
export type Ending = 'end' | 'reset' | 'silence';

/** Turns of the event loop in which whoever is told that it is over must come to an end. */
const patience = 200;

/**
 * The other side of a conversation, which says its pieces one after the other whatever it hears, and time, which passes only
 * when it has nothing more to say: so that nobody waits, and a conversation that never ends shows without a clock.
 */
export class ScriptedPeer {
  #left: Buffer[];
  readonly #ending: Ending;
  #now = 0;
  #timers: { readonly at: number; readonly action: () => void }[] = [];
  #streams: Duplex[] = [];
  heard = '';

  constructor(pieces: readonly Buffer[], ending: Ending) {
    this.#left = [...pieces];
    this.#ending = ending;
  }

  readonly clock: Clock = {
    now: () => this.#now,
    after: (ms, action) => {
      const timer = { at: this.#now + ms, action };
      this.#timers.push(timer);
      return () => {
        this.#timers = this.#timers.filter((one) => one !== timer);
      };
    },
  };

  /** Each connection goes on where the one before it was left. */
  readonly connect = async (): Promise<Duplex> => {
    const peer = this;
    const stream = new Duplex({
      read() {},
      write(chunk: Buffer, _encoding, done) {
        peer.heard += chunk.toString('latin1');
        done();
      },
    });
    this.#streams.push(stream);
    return stream;
  };

  /** @throws Error when it goes on although the other side is gone and all time is over. */
  async until<T>(work: Promise<T>): Promise<T> {
    let over = false;
    const done = work.finally(() => {
      over = true;
    });
    done.catch(() => {});
    for (let idle = 0; !over; ) {
      await new Promise((resolve) => setImmediate(resolve));
      idle = this.#goOn() ? 0 : idle + 1;
      if (idle > patience) throw new Error('the conversation does not end');
    }
    return done;
  }

  #goOn(): boolean {
    const stream = this.#streams.findLast((one) => !one.destroyed && !one.readableEnded);
    const [next, ...rest] = this.#left;
    if (stream !== undefined && next !== undefined) {
      if (stream.isPaused()) return this.#passTime();
      this.#left = rest;
      stream.push(next);
      return true;
    }
    if (stream !== undefined && this.#ending !== 'silence') {
      if (this.#ending === 'reset') stream.destroy(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
      else stream.push(null);
      this.#streams = this.#streams.filter((one) => one !== stream);
      return true;
    }
    return this.#passTime();
  }

  /** To the next moment for which somebody waits. */
  #passTime(): boolean {
    const [first] = [...this.#timers].sort((a, b) => a.at - b.at);
    if (first === undefined) return false;
    this.#timers = this.#timers.filter((one) => one !== first);
    this.#now = Math.max(this.#now, first.at);
    first.action();
    return true;
  }
}
