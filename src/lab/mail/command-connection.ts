import type { Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';
import { ByteReader } from './byte-reader.js';

/** Longest command line that is read, in bytes; longer ones are skipped whole (AUTH may be long, RFC 4954). */
const commandLimit = 12_288;

export interface CommandLine {
  readonly text: string;
  /** The line was ended by LF alone, as by a person at a bare terminal program. */
  readonly bareNewline: boolean;
  readonly tooLong: boolean;
}

/** One client's connection for line protocols (SMTP, POP3): commands in, replies out, TLS on demand. */
export class CommandConnection {
  readonly reader: ByteReader;
  readonly peerIp: string;
  readonly peerPort: number;
  readonly localIp: string;
  readonly localPort: number;
  private stream: Socket;
  private tls: TLSSocket | undefined;

  /** @param idleMs after so long without traffic `onIdle` is called; 0 means never. */
  constructor(
    socket: Socket,
    private readonly idleMs: number,
    private readonly onIdle: () => void,
  ) {
    this.stream = socket;
    this.reader = new ByteReader(socket);
    this.peerIp = socket.remoteAddress ?? '0.0.0.0';
    this.peerPort = socket.remotePort ?? 0;
    this.localIp = socket.localAddress ?? '0.0.0.0';
    this.localPort = socket.localPort ?? 0;
    this.watchIdle();
  }

  /** The cipher of an encrypted connection; undefined in the clear. */
  get cipher(): string | undefined {
    return this.tls?.getCipher().name;
  }

  async command(): Promise<CommandLine | undefined> {
    const segment = await this.reader.segment(commandLimit);
    if (segment === undefined) return undefined;
    let last: Buffer | undefined = segment;
    while (last !== undefined && last.at(-1) !== 10) last = await this.reader.segment(commandLimit);
    const line = segment.toString('latin1');
    const text = line.replace(/\r?\n$/, '');
    return { text, bareNewline: !line.endsWith('\r\n'), tooLong: last !== segment };
  }

  send(...lines: readonly string[]): void {
    this.sendBytes(Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1'));
  }

  sendBytes(bytes: Buffer): void {
    if (this.stream.writable) this.stream.write(bytes);
  }

  /** Becomes the TLS server of this connection. @throws Error when the handshake fails or the client leaves. */
  async startTls(secureContext: SecureContext): Promise<void> {
    this.reader.detach();
    this.stream.setTimeout(0);
    const secure = new TLSSocket(this.stream, { isServer: true, secureContext });
    this.stream = secure;
    this.tls = secure;
    this.watchIdle();
    await new Promise<void>((resolve, reject) => {
      secure.once('secure', resolve);
      secure.once('error', reject);
      secure.once('close', () => reject(new Error('connection closed during the TLS handshake')));
    });
    this.reader.attach(secure);
  }

  /** Sends what is still to be sent, then closes. */
  end(): void {
    endGently(this.stream);
  }

  private watchIdle(): void {
    this.stream.setTimeout(this.idleMs, this.onIdle);
  }
}

/** How long a client may take to close its side, in milliseconds. */
const lingerMs = 2000;

/**
 * Closes our side and lets the client close its own. Closing both at once would make the kernel reset
 * the connection if the client was still sending, and the last reply could be lost.
 */
export function endGently(socket: Socket): void {
  if (socket.destroyed) return;
  socket.end();
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  timer.unref();
  socket.once('close', () => clearTimeout(timer));
}
