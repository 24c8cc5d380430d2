import { type IpRange, parseIpRange } from '../mail/ip-address.js';
import type { Endpoint } from '../proxy/listen.js';
import { type IniEntry, IniText } from './ini-text.js';

export const services = ['SMTP_SERVICE', 'SMTP_REPROCESS', 'POP3_SERVICE'] as const;
export type ServiceName = (typeof services)[number];

export interface ServiceSocket {
  /** Of imss.ini, such as `socket1`. */
  readonly section: string;
  readonly service: ServiceName;
  readonly listen: Endpoint;
}

/** What the stand-in takes from imss.ini. */
export interface ImssSettings {
  readonly sockets: readonly ServiceSocket[];
  readonly downstream: Endpoint;
  /** Who may connect; `undefined`: everybody. */
  readonly clients: readonly IpRange[] | undefined;
  /** The keywords of EHLO that may pass, in upper case. */
  readonly extensions: ReadonlySet<string>;
  readonly pop3: { readonly proxied: boolean; readonly server: Endpoint };
  readonly consolePort: number;
  /** What in the file was not understood, for the log. */
  readonly complaints: readonly string[];
}

/** What the article prints as the default, with its misprint VERFY put right (facts 2.4). */
const defaultExtensions = 'PIPELINING,SIZE,VRFY,ETRN,XVERP,8BITMIME';
const loopback = '127.0.0.1';
const wordsOf = (text: string): string[] => text.split(/[\s,;]+/).filter((word) => word !== '');

class SettingsReader {
  readonly complaints: string[] = [];
  readonly #ini: IniText;

  constructor(ini: IniText) {
    this.#ini = ini;
  }

  port(entry: IniEntry | undefined, fallback: number): number {
    if (entry === undefined) return fallback;
    const port = /^\d{1,5}$/.test(entry.value) ? Number(entry.value) : 0;
    if (port >= 1 && port <= 65535) return port;
    this.#complain(entry, 'is no port');
    return fallback;
  }

  sockets(): ServiceSocket[] {
    return this.#ini.sections
      .filter((section) => /^socket\d*$/i.test(section))
      .flatMap((section) => this.#socket(section) ?? []);
  }

  #socket(section: string): ServiceSocket | undefined {
    const wanted = this.#ini.inSection(section, 'proxy_service');
    const service = services.find((name) => name === wanted?.value);
    if (service === undefined) {
      if (wanted === undefined) this.complaints.push(`[${section}] has no proxy_service: it is not opened`);
      else this.#complain(wanted, 'is no service: the socket is not opened');
      return undefined;
    }
    const port = this.port(this.#ini.inSection(section, 'proxy_port'), 0);
    if (port === 0) {
      this.complaints.push(`[${section}] has no proxy_port: it is not opened`);
      return undefined;
    }
    // Which section the address stands in is not known (facts 2.3), so that of the socket itself wins, then any.
    const address = this.#ini.preferably(section, 'proxy_smtp_server_ip')?.value ?? loopback;
    return { section, service, listen: { host: service === 'SMTP_SERVICE' ? address : loopback, port } };
  }

  clients(): IpRange[] | undefined {
    const entry = this.#ini.inSection('smtp', 'smtp_allow_client_ip');
    if (entry === undefined) return undefined;
    return wordsOf(entry.value).flatMap((word) => {
      const range = parseIpRange(word);
      if (range === undefined) this.#complain(entry, `has ${word}, which is no address`);
      return range ?? [];
    });
  }

  #complain({ line, key, value }: IniEntry, what: string): void {
    this.complaints.push(`line ${line}: ${key}=${value} ${what}`);
  }
}

/** `text` is imss.ini, its bytes as latin1 characters. */
export function imssSettings(text: string): ImssSettings {
  const ini = new IniText(text);
  const reader = new SettingsReader(ini);
  const hostAt = (section: string, key: string): string => ini.preferably(section, key)?.value || loopback;
  return {
    sockets: reader.sockets(),
    downstream: {
      host: hostAt('smtp', 'downstream_smtp_server_addr'),
      port: reader.port(ini.preferably('smtp', 'downstream_smtp_server_port'), 10026),
    },
    clients: reader.clients(),
    extensions: new Set(
      // The article's spelling and the likely one (facts 2.4).
      wordsOf(
        ini.inSection('smtp', 'supported_esmtp_cmds', 'supported_esmtx_cmds')?.value ?? defaultExtensions,
      ).map((word) => word.toUpperCase()),
    ),
    pop3: {
      proxied: (ini.inSection('pop3', 'pop3_enable_proxy')?.value ?? 'yes').toLowerCase() === 'yes',
      server: {
        host: hostAt('pop3', 'pop3_server_addr'),
        port: reader.port(ini.preferably('pop3', 'pop3_server_port'), 110),
      },
    },
    consolePort: reader.port(ini.inSection('web_console', 'console_port'), 8445),
    complaints: reader.complaints,
  };
}
