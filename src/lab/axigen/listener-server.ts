import { createServer, type Server, type Socket } from 'node:net';
import { CommandConnection, endGently } from '../mail/command-connection.js';
import { formatAddress, type ListenerConfig } from './config/listener.js';
import { ConnectionCounter } from './limits.js';
import { LogLevel, type ServerLog } from './server-log.js';

/** What differs between the services for a listener. */
export interface ListenerProtocol {
  /** As it stands in the log: `SMTP-IN`, `POP3` or `CLI`. */
  readonly service: string;
  /** A negative reply after which the connection is closed. */
  readonly farewell: (reason: string) => string;
  /** Talks with a client until the conversation is over. */
  readonly serve: (connection: CommandConnection, number: string) => Promise<void>;
  /** Counts the connections of all listeners of the service. */
  readonly total: ConnectionCounter;
}

let sessions = 0;

/** One listener: accepts, counts, refuses above the limits, and hands the others to the protocol. */
export class ListenerServer {
  private server: Server | undefined;
  private readonly counter: ConnectionCounter;
  private readonly connections = new Set<CommandConnection>();

  constructor(
    private config: ListenerConfig,
    private readonly protocol: ListenerProtocol,
    private readonly log: ServerLog,
  ) {
    this.counter = new ConnectionCounter(config);
  }

  /** `ip:port` as configured. */
  get name(): string {
    return formatAddress(this.config.address);
  }

  /** The port that is really listened on, when the configured one is 0. */
  get port(): number {
    const address = this.server?.address();
    return typeof address === 'object' ? (address?.port ?? 0) : 0;
  }

  /**
   * Also after `close`: then the connections of before still count.
   * @throws Error of the system (EADDRINUSE, EACCES, EADDRNOTAVAIL) when the address cannot be bound
   */
  open(): Promise<void> {
    const { ip, port } = this.config.address;
    const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => void this.accept(socket));
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host: ip, port, backlog: 128 }, () => {
        server.off('error', reject);
        server.on('error', (error) => this.note(LogLevel.error, '00000000', error.message));
        this.server = server;
        resolve();
      });
    });
  }

  /** New limits and idle timeout for the connections to come. */
  change(config: ListenerConfig): void {
    this.config = config;
    this.counter.change(config);
  }

  /** Accepts no more; connections that are open go on. */
  close(): void {
    this.server?.close();
    this.server = undefined;
  }

  /** Says farewell on every open connection and closes it. */
  disconnect(): void {
    for (const connection of this.connections) {
      connection.send(this.protocol.farewell('service is shutting down'));
      connection.end();
    }
  }

  private async accept(socket: Socket): Promise<void> {
    sessions += 1;
    const number = (sessions % 0x100000000).toString(16).toUpperCase().padStart(8, '0');
    socket.on('error', () => undefined);
    const peer = socket.remoteAddress ?? '0.0.0.0';
    const refusedBy = this.refusal(peer, performance.now());
    if (refusedBy !== undefined) {
      this.note(LogLevel.warning, number, `connection from [${peer}] refused: ${refusedBy} reached`);
      socket.write(`${this.protocol.farewell('too many connections')}\r\n`);
      return endGently(socket);
    }
    this.note(LogLevel.information, number, `connection accepted from [${peer}:${socket.remotePort ?? 0}]`);
    const connection = new CommandConnection(socket, this.config.idleTimeout * 1000, () => {
      connection.send(this.protocol.farewell('timeout expired waiting for data'));
      connection.end();
    });
    this.connections.add(connection);
    try {
      await this.protocol.serve(connection, number);
    } catch (error) {
      this.note(LogLevel.error, number, error instanceof Error ? error.message : String(error));
    } finally {
      this.connections.delete(connection);
      this.counter.release(peer);
      this.protocol.total.release(peer);
      connection.end();
      this.note(LogLevel.information, number, 'connection closed');
    }
  }

  /** What refuses one more connection; undefined when it may come, and then it is counted. */
  private refusal(peer: string, now: number): string | undefined {
    const { total } = this.protocol;
    const own = this.counter.refusal(peer, now);
    if (own !== undefined) return own;
    const ofService = total.refusal(peer, now);
    if (ofService !== undefined) return `${ofService} of serviceAccessControl`;
    this.counter.count(peer, now);
    total.count(peer, now);
    return undefined;
  }

  private note(level: LogLevel, number: string, text: string): void {
    this.log.write(level, this.protocol.service, number, `[${this.name}] ${text}`);
  }
}
