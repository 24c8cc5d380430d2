import type { Destination } from '../destination.js';
import type { Account } from './account.js';
import type { Entry } from './load.js';
import { holdsMatch, type MatchSubject } from './match.js';
import { isNone, type Options } from './options.js';
import { isMeant } from './patterns.js';
import { expanded } from './to-settings.js';
import { expand } from './tokens.js';

/** The first value of a keyword wins; identity files add up. */
class Gathered {
  readonly options = new Map<string, readonly string[]>();
  wantsFinalPass = false;

  take(keyword: string, value: readonly string[]): void {
    const before = this.options.get(keyword);
    if (keyword === 'identityfile') {
      const files = before ?? [];
      this.options.set(keyword, [...files, ...value.filter((file) => !files.includes(file))]);
    } else if (before === undefined && !this.#hasRival(keyword)) this.options.set(keyword, value);
  }

  /** Of ProxyJump and ProxyCommand the first counts; only a `ProxyJump none` lets a ProxyCommand come after it. */
  #hasRival(keyword: string): boolean {
    if (keyword === 'proxyjump') return this.options.has('proxycommand');
    const jump = this.options.get('proxyjump')?.[0];
    return keyword === 'proxycommand' && jump !== undefined && !isNone(jump);
  }
}

/** What the files, the operator's first, say about one server. @throws UserError */
export function evaluate(
  files: readonly (readonly Entry[])[],
  destination: Destination,
  account: Account,
): Options {
  const gathered = new Gathered();
  const { user, name, port } = destination;
  if (user !== undefined) gathered.take('user', [user]);
  if (port !== undefined) gathered.take('port', [String(port)]);
  const pass = (host: string, isFinalPass: boolean) => {
    const subject = (): MatchSubject => ({
      host: hostNameOf(gathered.options, host),
      originalHost: name,
      user: gathered.options.get('user')?.[0] ?? account.localUser,
      localUser: account.localUser,
      isFinalPass,
    });
    for (const entries of files) walk(entries, true, false, { gathered, host, subject });
  };
  pass(name, false);
  const hostName = hostNameOf(gathered.options, name).toLowerCase();
  gathered.options.set('hostname', [hostName.replaceAll('%', '%%')]);
  if (gathered.wantsFinalPass) pass(hostName, true);
  gathered.options.set('hostname', [hostName]);
  return gathered.options;
}

interface Walk {
  readonly gathered: Gathered;
  readonly host: string;
  readonly subject: () => MatchSubject;
}

/** `never`: included from a block for other servers, so no block in here counts. */
function walk(entries: readonly Entry[], isActive: boolean, never: boolean, context: Walk): void {
  let active = isActive;
  for (const entry of entries) {
    if ('included' in entry) {
      for (const included of entry.included) walk(included, active, never || !active, context);
    } else if (entry.keyword === 'host') {
      active = !never && isMeant(context.host, entry.words);
    } else if (entry.keyword === 'match') {
      const { holds, wantsFinalPass } = holdsMatch(entry, context.subject());
      context.gathered.wantsFinalPass ||= wantsFinalPass;
      active = !never && holds;
    } else if (active) context.gathered.take(entry.keyword, entry.words);
  }
}

function hostNameOf(options: Options, host: string): string {
  const written = options.get('hostname')?.[0];
  return written === undefined ? host : expanded('HostName', () => expand(written, { h: host }));
}
