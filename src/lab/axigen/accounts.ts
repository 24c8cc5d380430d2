import ini from 'ini';

/** The stand-in's own list of domains, mailboxes and passwords (domains/accounts.ini). */
export class Accounts {
  private readonly domains: ReadonlySet<string>;

  /**
   * @param host the name in banners and Received headers
   * @param passwords by address in lower case
   * @param administrators passwords for the command line, by name in lower case
   */
  constructor(
    readonly host: string,
    readonly primaryDomain: string,
    private readonly passwords: ReadonlyMap<string, string>,
    private readonly administrators: ReadonlyMap<string, string> = new Map(),
  ) {
    this.domains = new Set([primaryDomain, ...[...passwords.keys()].map(domainOf)]);
  }

  isLocalDomain(domain: string): boolean {
    return this.domains.has(domain.toLowerCase());
  }

  /** The address of an existing mailbox, in lower case; a name without a domain is in the primary one. */
  mailbox(name: string): string | undefined {
    const lower = name.toLowerCase();
    const address = lower.includes('@') ? lower : `${lower}@${this.primaryDomain}`;
    return this.passwords.has(address) ? address : undefined;
  }

  password(address: string): string | undefined {
    return this.passwords.get(address.toLowerCase());
  }

  isAdministrator(name: string, password: string): boolean {
    return this.administrators.get(name.toLowerCase()) === password;
  }
}

/** The part behind the last `@`, in lower case; empty when there is none. */
export function domainOf(address: string): string {
  const at = address.lastIndexOf('@');
  return at === -1 ? '' : address.slice(at + 1).toLowerCase();
}

/**
 * Reads accounts.ini: `host = NAME` on top, then `address = password` lines, under `[accounts]` or not,
 * and names with passwords under `[administrators]`. An address that could not be a folder's name is ignored.
 */
export function parseAccounts(text: string, primaryDomain: string): Accounts {
  const passwords = new Map<string, string>();
  const administrators = new Map<string, string>();
  let host = `mail.${primaryDomain}`;
  const visit = (entries: object) => {
    for (const [key, value] of Object.entries(entries)) {
      if (typeof value === 'object' && value !== null) visit(value);
      else if (key.toLowerCase() === 'host') host = String(value);
      else if (/^[a-z0-9][a-z0-9._+-]*@[a-z0-9][a-z0-9.-]*$/i.test(key)) {
        passwords.set(key.toLowerCase(), String(value));
      }
    }
  };
  const { administrators: section = {}, ...others } = ini.parse(text);
  visit(others);
  for (const [name, password] of Object.entries(section)) {
    administrators.set(name.toLowerCase(), String(password));
  }
  return new Accounts(host, primaryDomain, passwords, administrators);
}
