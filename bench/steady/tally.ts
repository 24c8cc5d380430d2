/** One try to deliver a message; times in milliseconds. */
export interface Delivery {
  readonly id: string;
  readonly begunAt: number;
  readonly endedAt: number;
  /**
   * refused: no connection; broken: it ended before the message was sent; unanswered: the message was sent, and nothing was said
   * to it; rejected: the server said no.
   */
  readonly outcome: 'accepted' | 'refused' | 'broken' | 'unanswered' | 'rejected';
  /** The last reply, or why there was none. */
  readonly said: string;
}

/** A message in the mailbox. */
export interface Stored {
  readonly id: string;
  readonly isScanned: boolean;
}

/** What became of a steady stream of messages. */
export interface Tally {
  readonly deliveries: readonly Delivery[];
  readonly accepted: readonly string[];
  /** Accepted, and in no mailbox. */
  readonly lost: readonly string[];
  /** In the mailbox more than once; or at all, though the server has said no, so that a sender would send it again. */
  readonly doubled: readonly string[];
  /** Of the accepted ones, in the order in which their deliveries began: whether the scanner has seen it. */
  readonly scanned: readonly boolean[];
  readonly outages: readonly Outage[];
}

export interface Outage {
  /** Milliseconds from the first delivery that failed to the next one that did not. */
  readonly ms: number;
  /** The scanner has seen what came before it and not what came after it, or the other way round. */
  readonly handsOver: boolean;
}

/** Pure. */
export function tally(deliveries: readonly Delivery[], stored: readonly Stored[]): Tally {
  const accepted = deliveries.filter(({ outcome }) => outcome === 'accepted');
  const copies = new Map<string, number>();
  for (const { id } of stored) copies.set(id, (copies.get(id) ?? 0) + 1);
  const marked = new Set(stored.flatMap(({ id, isScanned }) => (isScanned ? [id] : [])));
  return {
    deliveries,
    accepted: accepted.map(({ id }) => id),
    lost: accepted.flatMap(({ id }) => (copies.has(id) ? [] : [id])),
    doubled: deliveries.flatMap(({ id, outcome }) =>
      (copies.get(id) ?? 0) > (outcome === 'rejected' ? 0 : 1) ? [id] : [],
    ),
    scanned: accepted.map(({ id }) => marked.has(id)),
    outages: outagesOf(deliveries, marked),
  };
}

/** One that has no end counts to the end of the last delivery. */
function outagesOf(deliveries: readonly Delivery[], marked: ReadonlySet<string>): readonly Outage[] {
  const outages: Outage[] = [];
  let since: number | undefined;
  let last: Delivery | undefined;
  for (const one of deliveries) {
    if (one.outcome !== 'accepted') {
      since ??= one.begunAt;
      continue;
    }
    if (since !== undefined) {
      const handsOver = last !== undefined && marked.has(last.id) !== marked.has(one.id);
      outages.push({ ms: one.begunAt - since, handsOver });
    }
    since = undefined;
    last = one;
  }
  if (since === undefined) return outages;
  return [...outages, { ms: (deliveries.at(-1)?.endedAt ?? since) - since, handsOver: false }];
}
