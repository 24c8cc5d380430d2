/** How a service departs from its best, so that tests see how its clients bear it. */
export interface CliQuirks {
  /** Commands that this service does not have, in upper case: `ADD CLIENT`. Those that begin so are left out too. */
  readonly without: readonly string[];
  /** In the middle of its reply to this command, in upper case, the service closes the connection. */
  readonly hangUpOn: string | undefined;
  /** Milliseconds before each reply. */
  readonly replyDelay: number;
  /** The name behind CONFIG of the incoming SMTP service; undefined: as the object in axigen.cfg. */
  readonly smtpContext: string | undefined;
}

/**
 * Reads section [cli] of the stand-in's own setting file: `without = ADD CLIENT, SAVE CONFIG`,
 * `hang-up-on = COMMIT`, `reply-delay = 200` and `smtp-context = SMTP-IN`.
 * @throws Error for a key or a value that is not one of these
 */
export function readQuirks(settings: ReadonlyMap<string, string>): CliQuirks {
  const known = ['without', 'hang-up-on', 'reply-delay', 'smtp-context'];
  for (const key of settings.keys()) {
    if (!known.includes(key)) throw new Error(`section [cli] of the stand-in has no key ${key}`);
  }
  const delay = settings.get('reply-delay') ?? '0';
  if (!/^\d{1,5}$/.test(delay)) throw new Error(`reply-delay takes milliseconds, not "${delay}"`);
  const without = (settings.get('without') ?? '').split(',').map(normal);
  return {
    without: without.filter((command) => command !== ''),
    hangUpOn: settings.has('hang-up-on') ? normal(settings.get('hang-up-on') ?? '') : undefined,
    replyDelay: Number(delay),
    smtpContext: settings.get('smtp-context'),
  };
}

function normal(command: string): string {
  return command.trim().replace(/\s+/g, ' ').toUpperCase();
}
