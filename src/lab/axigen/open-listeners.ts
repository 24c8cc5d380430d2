import { unlimited } from './config/limits.js';
import type { ListenerConfig } from './config/listener.js';
import type { ServerConfig } from './config/server-config.js';
import { ConnectionCounter } from './limits.js';
import { type ListenerProtocol, ListenerServer } from './listener-server.js';
import { LogLevel, type ServerLog } from './server-log.js';
import { type Service, services } from './services.js';

/** A listener that cannot be opened, with the service, the address and the system's reason. */
export class ListenerError extends Error {
  override readonly name = 'ListenerError';
}

export interface ListenersContext {
  readonly log: ServerLog;
  readonly protocol: (service: Service, total: ConnectionCounter) => ListenerProtocol;
  /** Runs what binds a port, as somebody who may. */
  readonly privileged: <T>(bind: () => Promise<T>) => Promise<T>;
}

interface Wanted {
  readonly service: Service;
  readonly listener: ListenerConfig;
}

/** The ports that are open, and how they follow a configuration. */
export class OpenListeners {
  private readonly open = new Map<string, ListenerServer>();
  private readonly totals: Readonly<Record<Service, ConnectionCounter>> = {
    smtp: new ConnectionCounter(unlimited),
    pop3: new ConnectionCounter(unlimited),
    cli: new ConnectionCounter(unlimited),
  };

  constructor(private readonly context: ListenersContext) {}

  /** The ports that are listened on, by `service ip:port` as configured. */
  ports(): ReadonlyMap<string, number> {
    return new Map([...this.open].map(([key, listener]) => [key, listener.port]));
  }

  /**
   * Listeners that stay keep their connections and get their new limits, new ones are opened, others are
   * closed. Those that go make room first, as 0.0.0.0:25 must for 127.0.0.1:25; when a new one cannot be
   * opened, they come back.
   * @throws ListenerError; then nothing has changed
   */
  async follow(config: ServerConfig): Promise<void> {
    const wanted = wantedListeners(config);
    const gone = [...this.open].filter(([key]) => !wanted.has(key));
    for (const [, listener] of gone) listener.close();
    const fresh = new Map<string, ListenerServer>();
    try {
      for (const [key, one] of wanted) {
        if (!this.open.has(key)) fresh.set(key, await this.start(one));
      }
    } catch (error) {
      for (const listener of fresh.values()) listener.close();
      for (const [, listener] of gone) await this.context.privileged(() => listener.open());
      throw error;
    }
    for (const [key] of gone) this.open.delete(key);
    for (const [key, { listener }] of wanted) this.open.get(key)?.change(listener);
    for (const [key, listener] of fresh) {
      this.open.set(key, listener);
      this.note(`${key.split(' ', 1)[0]} listener on ${listener.name} started`);
    }
    for (const [, listener] of gone) this.note(`listener on ${listener.name} stopped`);
    for (const service of services) this.totals[service].change(config[service]?.limits ?? unlimited);
  }

  /** Closes the ports at once and takes leave of the clients. */
  stop(): void {
    for (const listener of this.open.values()) {
      listener.close();
      listener.disconnect();
    }
    this.open.clear();
  }

  private async start({ service, listener: config }: Wanted): Promise<ListenerServer> {
    const { log, protocol, privileged } = this.context;
    const listener = new ListenerServer(config, protocol(service, this.totals[service]), log);
    try {
      await privileged(() => listener.open());
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new ListenerError(`cannot open the ${service} listener on ${listener.name}: ${reason}`);
    }
    return listener;
  }

  private note(text: string): void {
    this.context.log.write(LogLevel.information, 'SERVER', '00000000', text);
  }
}

function wantedListeners(config: ServerConfig): Map<string, Wanted> {
  const wanted = new Map<string, Wanted>();
  for (const service of services) {
    for (const listener of config[service]?.listeners ?? []) {
      const { ip, port } = listener.address;
      if (listener.enable) wanted.set(`${service} ${ip}:${port}`, { service, listener });
    }
  }
  return wanted;
}
