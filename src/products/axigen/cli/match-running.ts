import type { AxigenSettingsMap, RunningAxigen, SavedAxigen, SavedListener } from './running.js';

/** What counts where the file has no listeners (facts: axigen 1, GOTCHA). */
export const defaultListener = '127.0.0.1:25';

export interface Match {
  /** What tells it from others of its kind: a listener's address, a client's priority. */
  readonly key: string;
  readonly saved: AxigenSettingsMap;
  readonly running: AxigenSettingsMap;
}

/** Two lists side by side, by their keys. */
export interface Matched {
  readonly both: readonly Match[];
  readonly onlySaved: readonly string[];
  readonly onlyRunning: readonly string[];
}

interface Keyed {
  readonly key: string;
  readonly settings: AxigenSettingsMap;
}

/** The listeners that AXIGEN makes of the file: one without an address is ignored, of two with one address the first counts. */
function savedListeners({ listeners }: SavedAxigen): readonly SavedListener[] {
  if (listeners === undefined) return [{ address: defaultListener, settings: new Map() }];
  return listeners.filter(({ address }) => address !== '');
}

export function matchListeners(saved: SavedAxigen, running: RunningAxigen): Matched {
  return match(
    savedListeners(saved).map(({ address, settings }) => ({ key: address, settings })),
    running.listeners.map(({ address, settings }) => ({ key: address, settings })),
  );
}

/** Clients are told apart by their priorities; undefined: the one or the other has no clients at all. */
export function matchClients(saved: SavedAxigen, running: RunningAxigen): Matched | undefined {
  if (running.clients === undefined) return undefined;
  const { both, onlySaved, onlyRunning } = match(
    (saved.clients ?? []).map(client),
    running.clients.filter((one) => !isBuiltIn(one.settings, saved)).map(client),
  );
  return { both, onlySaved, onlyRunning };
}

export function differences({ saved, running }: Match): readonly string[] {
  return [...saved.keys()].filter((name) => {
    const other = running.get(name);
    return other !== undefined && plain(other) !== plain(saved.get(name) ?? '');
  });
}

export function sameKey(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function client({ settings }: { readonly settings: AxigenSettingsMap }): Keyed {
  return { key: settings.get('priority') ?? '', settings };
}

/**
 * AXIGEN's own default client, which the article's client replaces (Tweaking 1): whether it is listed is not known, and
 * no file has it. Its priority is inferred (facts: axigen 1).
 */
function isBuiltIn(settings: AxigenSettingsMap, saved: SavedAxigen): boolean {
  const own = (saved.clients ?? []).some((one) => sameKey(client(one).key, '500'));
  return (
    !own &&
    settings.get('priority') === '500' &&
    ['patternin', 'patternout'].every((name) => (settings.get(name) ?? '*') === '*')
  );
}

function match(saved: readonly Keyed[], running: readonly Keyed[]): Matched {
  const ofKey = (list: readonly Keyed[], key: string) => list.find((one) => sameKey(one.key, key));
  return {
    both: saved
      .filter((one, index) => saved.findIndex((other) => sameKey(one.key, other.key)) === index)
      .flatMap((one) => {
        const other = ofKey(running, one.key);
        return other === undefined ? [] : [{ key: one.key, saved: one.settings, running: other.settings }];
      }),
    onlySaved: saved.filter(({ key }) => ofKey(running, key) === undefined).map(({ key }) => key),
    onlyRunning: running.filter(({ key }) => ofKey(saved, key) === undefined).map(({ key }) => key),
  };
}

function plain(value: string): string {
  return value.trim().toLowerCase();
}
