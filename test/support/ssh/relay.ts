import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Relay {
  readonly port: number;
  /** Bytes carried so far: from the client, and to it. */
  readonly carried: { readonly up: number; readonly down: number };
  /** How often the direction of what is carried turned around: two turns are one round trip. */
  readonly turns: number;
  /** How many clients have hung up. */
  readonly hungUp: number;
  /** From now on nothing is carried, and nobody is told: the cable is out. */
  freeze(): void;
  /** From now on it is carried again; what was dropped meanwhile is lost. */
  thaw(): void;
  /** Every connection is reset. */
  cut(): void;
  /** Nobody gets in any more; who is in stays. */
  refuse(): void;
  end(): Promise<void>;
}

export interface RelayOptions {
  /** Bytes from the client after which all is reset. */
  readonly cutAfter?: number;
  /** Called with each piece, before it is carried on. */
  readonly onCarried?: (relay: Relay) => void;
}

/** Carries TCP from a free port of the loopback to `port`. */
export async function startRelay(port: number, options: RelayOptions = {}): Promise<Relay> {
  const sockets = new Set<Socket>();
  let hungUp = 0;
  const carried = { up: 0, down: 0 };
  let frozen = false;
  let turns = 0;
  let last: 'up' | 'down' | undefined;
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  const carry = (from: Socket, to: Socket, way: 'up' | 'down') => {
    sockets.add(from);
    from.setNoDelay(true);
    // The other end is what tells of it.
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      if (!frozen) to.destroy();
    });
    from.on('data', (chunk: Buffer) => {
      if (frozen) return;
      if (last !== way) turns += 1;
      last = way;
      carried[way] += chunk.length;
      if (carried.up > (options.cutAfter ?? Number.POSITIVE_INFINITY)) return cut();
      options.onCarried?.(relay);
      if (frozen || to.destroyed) return;
      if (!to.write(chunk)) {
        from.pause();
        to.once('drain', () => from.resume());
      }
    });
    from.on('end', () => {
      if (!frozen) to.end();
    });
  };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    client.once('end', () => {
      hungUp += 1;
    });
    carry(client, upstream, 'up');
    carry(upstream, client, 'down');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const relay: Relay = {
    port: (server.address() as AddressInfo).port,
    carried,
    get turns() {
      return turns;
    },
    get hungUp() {
      return hungUp;
    },
    freeze: () => {
      frozen = true;
    },
    thaw: () => {
      frozen = false;
    },
    cut,
    refuse: () => void server.close(),
    async end() {
      cut();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
  return relay;
}
