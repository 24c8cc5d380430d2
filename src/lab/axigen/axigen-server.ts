import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { loadCertificate } from './certificate.js';
import type { ListenerConfig } from './config/listener.js';
import type { ServerConfig } from './config/server-config.js';
import { type ListenerProtocol, ListenerServer } from './listener-server.js';
import { loadAccounts, loadConfig, loadPolicy, StartupError } from './load-runtime.js';
import { MailStore } from './mail-store.js';
import { servePop3 } from './pop3/serve.js';
import type { Runtime } from './runtime.js';
import { LogLevel, type ServerLog } from './server-log.js';
import { serveSmtp } from './smtp/serve.js';
import { becomeUser, type SystemUser } from './system-user.js';

export interface AxigenOptions {
  /** Absolute. */
  readonly workdir: string;
  /** Absolute path of axigen.cfg. */
  readonly configFile: string;
  /** Who axigen.cfg must belong to. */
  readonly ownerUid: number;
  /** Whom to become once the ports are open. */
  readonly user: SystemUser | undefined;
  readonly log: ServerLog;
}

type Service = 'smtp' | 'pop3';

/** The server: its listeners and what their sessions work with. */
export class AxigenServer {
  private readonly listeners = new Map<string, ListenerServer>();
  private ready: Promise<Runtime>;
  /** The name in refusals; until the accounts file is read, the machine's. */
  private host = hostname();

  private constructor(
    private readonly options: AxigenOptions,
    runtime: Promise<Runtime>,
  ) {
    this.ready = runtime;
  }

  /**
   * Opens the ports as whoever starts it, becomes the server's user, then reads the rest as that user:
   * a policy script that axigen may not read stops the start as it would on a real server.
   * @throws SourceError, StartupError, or the system's error
   */
  static async start(options: AxigenOptions): Promise<AxigenServer> {
    const config = loadConfig(options.configFile, options.ownerUid);
    let publish: (runtime: Runtime) => void = () => undefined;
    // Who connects before everything is read waits, instead of being turned away.
    const server = new AxigenServer(options, new Promise((done) => (publish = done)));
    try {
      await server.listen(config);
      becomeUser(options.user);
      publish(await server.load(config, new MailStore(options.workdir)));
    } catch (error) {
      server.stop();
      throw error;
    }
    return server;
  }

  /** The ports that are listened on, by `service ip:port` as configured. */
  ports(): ReadonlyMap<string, number> {
    return new Map([...this.listeners].map(([key, listener]) => [key, listener.port]));
  }

  /**
   * Reads everything again. Listeners that stay keep their connections, new ones are opened, others are
   * closed. When something is wrong nothing changes.
   * @throws as `start`; a listener that cannot be opened is logged and left out
   */
  async reload(): Promise<void> {
    const config = loadConfig(this.options.configFile, this.options.ownerUid);
    const runtime = await this.load(config, (await this.ready).store);
    this.ready = Promise.resolve(runtime);
    const wanted = wantedListeners(config);
    for (const [key, listener] of this.listeners) {
      if (wanted.has(key)) continue;
      listener.close();
      this.listeners.delete(key);
    }
    for (const [key, { service, listener }] of wanted) {
      const existing = this.listeners.get(key);
      if (existing !== undefined) existing.change(listener);
      else
        await this.open(key, service, listener).catch((error: Error) =>
          this.note(LogLevel.error, error.message),
        );
    }
  }

  /** Closes the ports at once and takes leave of the clients. */
  stop(): void {
    for (const listener of this.listeners.values()) {
      listener.close();
      listener.disconnect();
    }
    this.listeners.clear();
  }

  private async listen(config: ServerConfig): Promise<void> {
    for (const [key, { service, listener }] of wantedListeners(config))
      await this.open(key, service, listener);
  }

  private async open(key: string, service: Service, config: ListenerConfig): Promise<void> {
    const listener = new ListenerServer(config, this.protocol(service), this.options.log);
    try {
      await listener.open();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new StartupError(`cannot open the ${service} listener on ${listener.name}: ${reason}`);
    }
    this.listeners.set(key, listener);
    this.note(LogLevel.information, `${service} listener on ${listener.name} started`);
  }

  private async load(config: ServerConfig, store: MailStore): Promise<Runtime> {
    const { workdir, log } = this.options;
    const { policy, warnings } = loadPolicy(workdir, config);
    const accounts = loadAccounts(workdir, config.primaryDomain);
    this.host = accounts.host;
    const certificate = await loadCertificate(resolve(workdir, 'axigen_cert.pem'), accounts.host);
    for (const warning of [...config.warnings, ...warnings]) this.note(LogLevel.warning, warning);
    return { config, policy, accounts, store, certificate, log };
  }

  private protocol(service: Service): ListenerProtocol {
    const smtp = service === 'smtp';
    return {
      service: smtp ? 'SMTP-IN' : 'POP3',
      farewell: (reason) => (smtp ? `421 ${this.host} ${reason}` : `-ERR ${reason}`),
      serve: async (connection, number) => {
        const runtime = await this.ready;
        const { config } = runtime;
        if (smtp && config.smtp !== undefined) await serveSmtp(connection, runtime, config.smtp, number);
        if (!smtp && config.pop3 !== undefined) await servePop3(connection, runtime, config.pop3, number);
      },
    };
  }

  private note(level: LogLevel, text: string): void {
    this.options.log.write(level, 'SERVER', '00000000', text);
  }
}

function wantedListeners(
  config: ServerConfig,
): Map<string, { readonly service: Service; readonly listener: ListenerConfig }> {
  const wanted = new Map<string, { readonly service: Service; readonly listener: ListenerConfig }>();
  for (const service of ['smtp', 'pop3'] as const) {
    for (const listener of config[service]?.listeners ?? []) {
      const { ip, port } = listener.address;
      if (listener.enable) wanted.set(`${service} ${ip}:${port}`, { service, listener });
    }
  }
  return wanted;
}
