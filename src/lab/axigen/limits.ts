import type { ConnectionLimits } from './config/limits.js';

/**
 * Counts connections, of a listener or of a whole service, and says which limit one more would break. A
 * connection that is refused is not counted. Intervals slide: what counts is the last `timeInterval` seconds.
 */
export class ConnectionCounter {
  private readonly open = new Map<string, number>();
  private accepted: { readonly peer: string; readonly at: number }[] = [];

  constructor(private limits: ConnectionLimits) {}

  /** New limits for the connections to come. */
  change(limits: ConnectionLimits): void {
    this.limits = limits;
  }

  /**
   * The name of the limit that refuses one more connection; undefined when it may come.
   * @param now milliseconds, never going back
   */
  refusal(peer: string, now: number): keyof ConnectionLimits | undefined {
    this.forget(now);
    return this.brokenLimit(peer, now);
  }

  /** Counts a connection that may come. */
  count(peer: string, now: number): void {
    this.open.set(peer, (this.open.get(peer) ?? 0) + 1);
    this.accepted.push({ peer, at: now });
  }

  /** A connection that was counted has ended. */
  release(peer: string): void {
    const left = (this.open.get(peer) ?? 0) - 1;
    if (left > 0) this.open.set(peer, left);
    else this.open.delete(peer);
  }

  private brokenLimit(peer: string, now: number): keyof ConnectionLimits | undefined {
    const limits = this.limits;
    let total = 0;
    for (const count of this.open.values()) total += count;
    if (total >= limits.maxConnections) return 'maxConnections';
    if ((this.open.get(peer) ?? 0) >= limits.peerMaxConnections) return 'peerMaxConnections';
    const recent = this.accepted.filter(({ at }) => at > now - limits.timeInterval * 1000).length;
    if (limits.maxIntervalConnections > 0 && recent >= limits.maxIntervalConnections) {
      return 'maxIntervalConnections';
    }
    const ofPeer = this.accepted.filter(
      (one) => one.peer === peer && one.at > now - limits.peerTimeInterval * 1000,
    ).length;
    if (limits.peerMaxIntervalConnections > 0 && ofPeer >= limits.peerMaxIntervalConnections) {
      return 'peerMaxIntervalConnections';
    }
    return undefined;
  }

  private forget(now: number): void {
    const longest = Math.max(this.limits.timeInterval, this.limits.peerTimeInterval) * 1000;
    this.accepted = this.accepted.filter(({ at }) => at > now - longest);
  }
}
