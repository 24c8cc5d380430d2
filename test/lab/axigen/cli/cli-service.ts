import { createServer, type Server, type Socket } from 'node:net';
import type { CliContext } from '../../../../src/lab/axigen/cli/context.js';
import { serveCli } from '../../../../src/lab/axigen/cli/serve.js';
import { parseConfig } from '../../../../src/lab/axigen/config/parse.js';
import { interpretConfig } from '../../../../src/lab/axigen/config/server-config.js';
import type { ConfigObject } from '../../../../src/lab/axigen/config/tree.js';
import type { RunningConfig } from '../../../../src/lab/axigen/running-config.js';
import { LogLevel } from '../../../../src/lab/axigen/server-log.js';
import { profileOf, type StandInProfile } from '../../../../src/lab/axigen/stand-in-profile.js';
import { CommandConnection } from '../../../../src/lab/mail/command-connection.js';

/** A configuration that nothing listens by: what is applied and saved is only kept. */
export class FakeRunning implements RunningConfig {
  /** Addresses that another program holds. */
  readonly taken = new Set<string>();
  saved: ConfigObject | undefined;
  savedTo: (string | undefined)[] = [];
  script = 'event onConnect {\n}\n';
  applied = 0;

  constructor(
    readonly profile: StandInProfile,
    private current: ConfigObject,
  ) {}

  tree(): ConfigObject {
    return this.current;
  }

  async apply(tree: ConfigObject): Promise<void> {
    const config = interpretConfig('axigen.cfg', tree, this.profile);
    for (const { address } of config.smtp?.listeners ?? []) {
      const name = `${address.ip}:${address.port}`;
      if (this.taken.has(name)) throw new Error(`cannot open the smtp listener on ${name}: address in use`);
    }
    this.current = tree;
    this.applied += 1;
  }

  async save(path?: string): Promise<void> {
    this.saved = this.current;
    this.savedTo.push(path);
  }

  policy(): string {
    return this.script;
  }

  async changePolicy(text: string): Promise<void> {
    if (text.includes('nonsense')) throw new Error('cannot be used');
    this.script = text;
  }

  /** The running SMTP service, as the server reads it. */
  get smtp() {
    const { smtp } = interpretConfig('axigen.cfg', this.current, this.profile);
    if (smtp === undefined) throw new Error('no SMTP service runs');
    return smtp;
  }

  get addresses(): string[] {
    return this.smtp.listeners.map(({ address }) => `${address.ip}:${address.port}`);
  }
}

export interface ServiceOptions
  extends Partial<Pick<StandInProfile, 'generation' | 'smtpName' | 'clientsName'>> {
  readonly cli?: Readonly<Record<string, string>>;
  /** Behind the attributes of the SMTP object. */
  readonly smtp?: string;
  readonly limits?: Partial<Pick<CliContext, 'maxErrors' | 'maxAuthErrors' | 'maxAuthCommands'>>;
}

/** The command line service alone, on a free port of 127.0.0.1. User admin, password `it's "me"`. */
export class CliService {
  readonly log: { readonly level: LogLevel; readonly text: string }[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(
    readonly running: FakeRunning,
    private readonly server: Server,
  ) {}

  static readonly password = `it's "me"`;

  static async start(options: ServiceOptions = {}): Promise<CliService> {
    const profile = profileOf(options.generation ?? '1.2', {
      smtpName: options.smtpName ?? 'smtpIncoming',
      clientsName: options.clientsName ?? 'clients',
      cli: new Map(Object.entries(options.cli ?? {})),
    });
    const smtp =
      options.smtp ?? 'listeners = (\n{\naddress = 0.0.0.0:25\npeerMaxIntervalConnections = 50\n}\n)';
    const text = `Server {\nservices = (smtp pop3 cli)\n${profile.smtpName} = {\n${smtp}\n}\n}\n`;
    const running = new FakeRunning(profile, parseConfig('axigen.cfg', text, profile.generation));
    const server = createServer({ allowHalfOpen: true }, (socket) => service.accept(socket, options.limits));
    const service: CliService = new CliService(running, server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return service;
  }

  get port(): number {
    const address = this.server.address();
    if (typeof address !== 'object' || address === null) throw new Error('the service does not listen');
    return address.port;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((done) => this.server.close(done));
  }

  private accept(socket: Socket, limits: ServiceOptions['limits']): void {
    this.sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket));
    const connection = new CommandConnection(socket, 0, () => undefined);
    const context: CliContext = {
      running: this.running,
      host: 'mail.example.test',
      maxErrors: 20,
      maxAuthErrors: 5,
      maxAuthCommands: 20,
      checkAdmin: (name, password) => name === 'admin' && password === CliService.password,
      log: (level, text) => this.log.push({ level, text }),
      ...limits,
    };
    serveCli(connection, context)
      .catch((error: Error) => this.log.push({ level: LogLevel.critical, text: error.message }))
      .finally(() => connection.end());
  }
}
