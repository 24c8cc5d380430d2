import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { loadCertificate } from './certificate.js';
import { interpretConfig, type ServerConfig } from './config/server-config.js';
import type { ConfigObject } from './config/tree.js';
import { writeConfig } from './config/write.js';
import type { ListenerProtocol } from './listener-server.js';
import {
  type LoadedPolicy,
  loadAccounts,
  loadConfig,
  loadPolicy,
  policyPath,
  understandPolicy,
} from './load-runtime.js';
import { MailStore } from './mail-store.js';
import { OpenListeners } from './open-listeners.js';
import { replaceFile } from './replace-file.js';
import type { RunningConfig } from './running-config.js';
import type { Runtime } from './runtime.js';
import { serveClient } from './serve-client.js';
import { LogLevel, type ServerLog } from './server-log.js';
import { farewell, logNames, type Service } from './services.js';
import type { StandInProfile } from './stand-in-profile.js';
import { becomeUser, type SystemUser, withReserve } from './system-user.js';

export interface AxigenOptions {
  readonly profile: StandInProfile;
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

/** The server: its listeners, what their sessions work with, and the configuration that is in force. */
export class AxigenServer implements RunningConfig {
  private readonly listeners: OpenListeners;
  private readonly ready: Promise<Runtime>;
  private publish: (runtime: Runtime) => void = () => undefined;
  /** What new sessions get; undefined until everything is read. */
  private runtime: Runtime | undefined;
  /** Changes come one after the other, whoever asks for them. */
  private lane: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly options: AxigenOptions,
    private inForce: ConfigObject,
  ) {
    // Who connects before everything is read waits, instead of being turned away.
    this.ready = new Promise((done) => (this.publish = done));
    this.listeners = new OpenListeners({
      log: options.log,
      protocol: (service, total) => this.protocol(service, total),
      privileged: (bind) => withReserve(options.user, bind),
    });
  }

  /**
   * Opens the ports as whoever starts it, becomes the server's user, then reads the rest as that user:
   * a policy script that axigen may not read stops the start as it would on a real server.
   * @throws SourceError, StartupError, ListenerError, or the system's error
   */
  static async start(options: AxigenOptions): Promise<AxigenServer> {
    const { workdir, configFile, ownerUid, profile, user } = options;
    const { tree, config } = loadConfig(configFile, ownerUid, profile);
    const server = new AxigenServer(options, tree);
    try {
      await server.listeners.follow(config);
      becomeUser(user);
      const policy = loadPolicy(workdir, config, profile.generation);
      server.adopt(server.load(config, policy, new MailStore(workdir)));
    } catch (error) {
      server.stop();
      throw error;
    }
    return server;
  }

  get profile(): StandInProfile {
    return this.options.profile;
  }

  /** The ports that are listened on, by `service ip:port` as configured. */
  ports(): ReadonlyMap<string, number> {
    return this.listeners.ports();
  }

  /** Reads everything again. When something is wrong nothing changes. @throws as `start` */
  reload(): Promise<void> {
    return this.inTurn(async () => {
      const { workdir, configFile, ownerUid, profile } = this.options;
      const { tree, config } = loadConfig(configFile, ownerUid, profile);
      await this.change(tree, config, loadPolicy(workdir, config, profile.generation));
    });
  }

  /** Closes the ports at once and takes leave of the clients. */
  stop(): void {
    this.listeners.stop();
  }

  tree(): ConfigObject {
    return this.inForce;
  }

  apply(tree: ConfigObject): Promise<void> {
    return this.inTurn(async () => {
      const { workdir, configFile, profile } = this.options;
      const config = interpretConfig(configFile, tree, profile);
      const { config: before, policy } = this.current();
      const isSame = config.smtpFiltersFile === before.smtpFiltersFile;
      await this.change(tree, config, isSame ? policy : loadPolicy(workdir, config, profile.generation));
    });
  }

  save(path?: string): Promise<void> {
    return this.inTurn(async () => {
      const { workdir, configFile } = this.options;
      const file = path === undefined ? configFile : `${resolve(workdir, path)}.cfg`;
      await replaceFile(file, writeConfig(this.inForce), 0o640);
      this.note(LogLevel.information, `configuration saved to ${file}`);
    });
  }

  policy(): string {
    return this.runtime?.policy.text ?? '';
  }

  changePolicy(text: string): Promise<void> {
    return this.inTurn(async () => {
      const { workdir, profile } = this.options;
      const now = this.current();
      const path = policyPath(workdir, now.config);
      if (path === undefined) throw new Error('there is no SMTP policy file: smtpFiltersFile is none');
      const policy = understandPolicy(path, text, profile.generation);
      await replaceFile(path, text, 0o600);
      this.adopt({ ...now, policy });
      this.note(LogLevel.information, `SMTP policy written to ${path}`);
    });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.lane.then(work);
    this.lane = done.catch(() => undefined);
    return done;
  }

  private current(): Runtime {
    if (this.runtime === undefined) throw new Error('the server is still starting');
    return this.runtime;
  }

  private async change(tree: ConfigObject, config: ServerConfig, policy: LoadedPolicy): Promise<void> {
    const runtime = this.load(config, policy, this.current().store);
    await this.listeners.follow(config);
    this.inForce = tree;
    this.adopt(runtime);
  }

  private load(config: ServerConfig, policy: LoadedPolicy, store: MailStore): Runtime {
    const { workdir, log, profile } = this.options;
    const accounts = loadAccounts(workdir, config.primaryDomain);
    const certificate = loadCertificate(resolve(workdir, 'axigen_cert.pem'));
    return { profile, config, policy, accounts, store, certificate, log };
  }

  private adopt(runtime: Runtime): void {
    for (const warning of [...runtime.config.warnings, ...runtime.policy.warnings]) {
      this.note(LogLevel.warning, warning);
    }
    this.runtime = runtime;
    this.publish(runtime);
  }

  private protocol(service: Service, total: ListenerProtocol['total']): ListenerProtocol {
    return {
      service: logNames[service],
      total,
      // Until the accounts file is read, the server goes by the machine's name.
      farewell: (reason) => farewell(service, this.runtime?.accounts.host ?? hostname(), reason),
      serve: async (connection, number) =>
        serveClient(service, connection, this.runtime ?? (await this.ready), this, number),
    };
  }

  private note(level: LogLevel, text: string): void {
    this.options.log.write(level, 'SERVER', '00000000', text);
  }
}
