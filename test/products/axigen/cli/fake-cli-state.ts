import type { Dialect } from './dialects.js';
import { type Context, helpText } from './fake-cli-help.js';

type Settings = Record<string, string>;
type Objects = Map<string, Settings>;
type Given = Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;

/** All that can be configured. */
export interface Configuration {
  listeners: Objects;
  clients: Objects;
  limits: Settings;
}

const codes = '\u001b[1m';

/** What the fake knows and has in force; `answer` gives the bytes for one line. */
export class FakeCliState {
  running: Configuration;
  saved: Configuration;
  over = false;
  #draft: Configuration | undefined;
  #child: { key: string; settings: Settings; of: 'listeners' | 'clients'; renaming: boolean } | undefined;
  #limits: Settings | undefined;
  #codes: boolean;
  readonly #stack: Context[] = ['login'];
  readonly #dialect: Dialect;
  readonly #password: string;

  constructor(
    dialect: Dialect,
    given: { readonly password: string; readonly listeners?: Given; readonly clients?: Given },
  ) {
    this.#dialect = dialect;
    this.#password = given.password;
    this.#codes = dialect.consoleCodes;
    const listeners = given.listeners ?? { '0.0.0.0:25': { enable: 'yes', maxConnections: '200' } };
    this.running = {
      listeners: objects(listeners),
      clients: objects(given.clients ?? {}),
      limits: { maxConnections: '200', peerMaxConnections: '20' },
    };
    this.saved = copy(this.running);
  }

  greeting(): Buffer {
    return this.#bytes(['Welcome to AXIGEN\u2019s Command Line Interface', 'You must login first.']);
  }

  /** A status, and the prompt of where it stands. */
  says(status: string): Buffer {
    return this.#bytes([status]);
  }

  answer(line: string): Buffer {
    const context = this.#context;
    if (context === 'password') return this.#login(line);
    const [verb = '', ...rest] = line.split(' ');
    try {
      return this.#bytes([...this.#do(verb.toUpperCase(), rest), '+OK: command successful']);
    } catch (error) {
      return this.says(`-ERR: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** Nobody is in a context in which something could be half done. */
  get atRoot(): boolean {
    return this.#context === 'root' && this.#draft === undefined && this.#child === undefined;
  }

  get #context(): Context {
    return this.#stack.at(-1) ?? 'login';
  }

  #login(password: string): Buffer {
    this.#stack.pop();
    const right = password === this.#password;
    if (right) this.#stack.splice(0, 1, 'root');
    return right
      ? this.#bytes(['For a list of available commands, type HELP', '+OK: Authentication successful'])
      : this.#bytes(['-ERR: bad user name or password']);
  }

  #do(verb: string, rest: readonly string[]): readonly string[] {
    const object = (rest[0] ?? '').toLowerCase();
    switch (`${this.#context} ${verb}`) {
      case 'login USER':
        this.#stack.push('password');
        return [];
      case 'login SET':
        if (object === 'console-codes') this.#codes = false;
        return [];
      case 'login GET':
        if (this.#dialect.version === undefined) throw new Error('unknown command');
        return [this.#dialect.version];
    }
    switch (verb) {
      case 'HELP':
        return helpText(
          this.#context,
          this.#dialect,
          this.#dialect.renames && this.#child?.renaming === true,
        );
      case 'EXIT':
        this.over = true;
        return [];
      case 'CONFIG':
      case 'ENTER':
        return this.#enter(`${verb} ${object}`);
      case 'BACK':
        return this.#back();
      case 'COMMIT':
      case 'DONE':
        return this.#commit(verb);
      case 'SAVE':
        return this.#save();
      default:
        return this.#ofObjects(verb, rest);
    }
  }

  #enter(what: string): readonly string[] {
    const { smtpWord, hasAccessControl } = this.#dialect;
    const ways: Readonly<Record<string, Context>> = {
      'root CONFIG server': 'server',
      'root ENTER commands': 'commands',
      'commands ENTER server': 'commands-server',
      [`server CONFIG ${smtpWord.toLowerCase()}`]: 'smtp',
      ...(hasAccessControl ? { 'smtp CONFIG accesscontrol': 'access' } : {}),
    };
    const to = ways[`${this.#context} ${what}`];
    if (to === undefined) throw new Error('unknown command');
    if (to === 'smtp') this.#draft = copy(this.running);
    if (to === 'access') this.#limits = { ...this.#edited.limits };
    this.#stack.push(to);
    return [];
  }

  #back(): readonly string[] {
    if (this.#stack.length === 1) throw new Error('unknown command');
    const left = this.#stack.pop();
    if (left === 'smtp') this.#draft = undefined;
    this.#child = undefined;
    return [];
  }

  #commit(verb: string): readonly string[] {
    const context = this.#context;
    if (verb !== (context === 'access' ? 'DONE' : 'COMMIT') || context === 'root')
      throw new Error('unknown command');
    this.#stack.pop();
    if (context === 'smtp') {
      this.running = this.#edited;
      this.#draft = undefined;
    }
    if (context === 'access') this.#edited.limits = this.#limits ?? {};
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined) return ['committing changes and switching back to previous context'];
    const { key, settings, of } = child;
    const { address = key, ...others } = settings;
    for (const one of [this.#edited, this.running]) {
      if (of === 'listeners' && address !== key) one[of].delete(key);
      one[of].set(address, others);
    }
    return ['committing changes and switching back to previous context'];
  }

  #save(): readonly string[] {
    if (!this.#dialect.saves.includes(this.#context)) throw new Error('unknown command');
    this.saved = copy(this.running);
    return [];
  }

  #ofObjects(verb: string, [word = '', ...rest]: readonly string[]): readonly string[] {
    if (verb === 'SET') return this.#set(word, rest.join(' '));
    if (verb === 'SHOW' && this.#context === 'access') return shown(this.#limits ?? {});
    const of = /^listeners?$/i.test(word) ? 'listeners' : 'clients';
    if (this.#context !== 'smtp' || (of === 'clients' && !this.#dialect.hasClients))
      throw new Error('unknown command');
    const there = this.#edited[of];
    if (verb === 'LIST') return this.#listed(there);
    const key = rest.at(-1) ?? '';
    const settings = there.get(key);
    if (verb === 'ADD' ? settings !== undefined : settings === undefined) throw new Error(`not so: ${key}`);
    if (verb === 'REMOVE') there.delete(key);
    if (verb === 'SHOW') return ['Settings:', '---------', ...shown({ [rest[0] ?? '']: key, ...settings })];
    if (verb === 'ADD' || verb === 'UPDATE') {
      this.#child = { key, settings: { ...settings }, of, renaming: verb === 'UPDATE' };
      this.#stack.push(of === 'listeners' ? 'listener' : 'client');
    }
    return [];
  }

  #set(name: string, value: string): readonly string[] {
    const settings = this.#context === 'access' ? this.#limits : this.#child?.settings;
    const renaming = this.#dialect.renames && this.#child?.renaming === true;
    if (settings === undefined || (name === 'address' && !renaming))
      throw new Error(`unknown attribute ${name}`);
    settings[name] = value.replace(/^"(.*)"$/, '$1');
    return [];
  }

  get #edited(): Configuration {
    return this.#draft ?? this.running;
  }

  #listed(there: Objects): readonly string[] {
    const rows = [...there].map(([key, { enable = '*' }]) => `${key.padEnd(20)} | ${enable}   `);
    return [...this.#dialect.listHead, ...rows, ...this.#dialect.listFoot];
  }

  #bytes(lines: readonly string[]): Buffer {
    const text = lines.map((line) => (this.#codes ? `${codes}${line}\u001b[0m\r\n` : `${line}\r\n`)).join('');
    const iac = this.#codes ? Buffer.from([0xff, 0xfb, 0x01, 0xff, 0xfd, 0x03]) : Buffer.alloc(0);
    const prompt = Buffer.from(this.over ? '' : `${this.#codes ? codes : ''}<${this.#prompt()}> `);
    return Buffer.concat([Buffer.from(text), iac, prompt]);
  }

  #prompt(): string {
    const smtp = this.#dialect.smtpPrompt;
    const names: Readonly<Record<Context, string>> = {
      login: 'login',
      password: 'password',
      root: '#',
      server: 'server#',
      smtp: `${smtp}#`,
      listener: `${smtp}-listener#`,
      client: `${smtp}-client#`,
      access: `${smtp}-accessControl#`,
      commands: 'commands#',
      'commands-server': 'commands-server#',
    };
    return names[this.#context];
  }
}

function objects(given: NonNullable<Given>): Objects {
  return new Map(Object.entries(given).map(([key, settings]) => [key, { ...settings }]));
}

function copy({ listeners, clients, limits }: Configuration): Configuration {
  const deep = (all: Objects) => new Map([...all].map(([key, settings]) => [key, { ...settings }]));
  return { listeners: deep(listeners), clients: deep(clients), limits: { ...limits } };
}

function shown(settings: Settings): readonly string[] {
  return Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
}
