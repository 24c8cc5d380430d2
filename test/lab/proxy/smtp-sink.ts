import { createServer, type Server, type Socket } from 'node:net';

/** A mail server of the test: scripted enough to see what reaches it, byte for byte. */
export interface SmtpSink {
  readonly port: number;
  /** Commands in order of arrival. */
  readonly commands: string[];
  /** Messages of DATA, dots still on, without the final dot line. */
  readonly messages: string[];
  /** Chunks of BDAT. */
  readonly chunks: string[];
  readonly sockets: Socket[];
  readonly close: () => Promise<void>;
}

export const sinkBanner = '220 localhost.localdomain AXIGEN SMTP ready\r\n';
export const sinkEhlo =
  '250-localhost.localdomain AXIGEN ESMTP hello\r\n250-PIPELINING\r\n250-BINARYMIME\r\n250-CHUNKING\r\n250-STARTTLS\r\n250 SIZE 10485760\r\n';

const replies: Readonly<Record<string, string>> = {
  MAIL: '250 Sender accepted\r\n',
  RSET: '250 Reset done\r\n',
  STARTTLS: '220 Ready to start TLS\r\n',
  NOOP: '250 Done\r\n',
};

class SinkSession {
  #pending = '';
  #mode: 'commands' | 'data' | 'user' | 'password' = 'commands';
  readonly #socket: Socket;
  readonly #sink: Pick<SmtpSink, 'commands' | 'messages' | 'chunks'>;
  readonly #ehlo: string;
  #recipients = 0;

  constructor(socket: Socket, sink: Pick<SmtpSink, 'commands' | 'messages' | 'chunks'>, ehlo: string) {
    this.#ehlo = ehlo;
    this.#socket = socket;
    this.#sink = sink;
  }

  take(text: string): void {
    this.#pending += text;
    while (this.#step());
  }

  #step(): boolean {
    if (this.#mode === 'data') {
      const end = this.#pending.startsWith('.\r\n') ? 0 : this.#pending.indexOf('\r\n.\r\n');
      if (end < 0) return false;
      const cut = end === 0 && this.#pending.startsWith('.\r\n') ? 0 : end + 2;
      this.#sink.messages.push(this.#pending.slice(0, cut));
      this.#pending = this.#pending.slice(cut + 3);
      this.#mode = 'commands';
      this.#recipients = 0;
      this.#socket.write('250 Mail queued for delivery\r\n');
      return true;
    }
    const lf = this.#pending.indexOf('\n');
    if (lf < 0) return false;
    const line = this.#pending.slice(0, lf + 1).replace(/\r?\n$/, '');
    const rest = this.#pending.slice(lf + 1);
    const [verb = '', argument = ''] = line.split(' ');
    if (verb === 'BDAT') {
      const size = Number(argument);
      if (rest.length < size) return false;
      this.#sink.chunks.push(rest.slice(0, size));
      this.#pending = rest.slice(size);
      this.#sink.commands.push(line);
      this.#socket.write(`250 ${size} bytes taken\r\n`);
      return true;
    }
    this.#pending = rest;
    this.#sink.commands.push(line);
    this.#command(verb.toUpperCase(), line);
    return true;
  }

  #command(verb: string, line: string): void {
    if (this.#mode === 'user') {
      this.#mode = 'password';
      this.#socket.write('334 UGFzc3dvcmQ6\r\n');
    } else if (this.#mode === 'password') {
      this.#mode = 'commands';
      this.#socket.write('235 Authenticated\r\n');
    } else if (verb === 'EHLO') {
      this.#socket.write(this.#ehlo);
    } else if (verb === 'AUTH') {
      this.#mode = 'user';
      this.#socket.write('334 VXNlcm5hbWU6\r\n');
    } else if (verb === 'RCPT') {
      const known = !line.includes('nobody@');
      if (known) this.#recipients += 1;
      this.#socket.write(known ? '250 Recipient accepted\r\n' : '550 No such recipient\r\n');
    } else if (verb === 'DATA') {
      this.#mode = this.#recipients > 0 ? 'data' : 'commands';
      this.#socket.write(this.#recipients > 0 ? '354 Ready to receive data\r\n' : '503 No recipients\r\n');
    } else if (verb === 'QUIT') {
      this.#socket.end('221 Good bye\r\n');
    } else {
      this.#socket.write(replies[verb] ?? '502 Not implemented\r\n');
    }
  }
}

/** @param banner what a client is greeted with; nothing when it is empty */
export async function startSink({ banner = sinkBanner, ehlo = sinkEhlo } = {}): Promise<SmtpSink> {
  const seen = { commands: [], messages: [], chunks: [], sockets: [] as Socket[] };
  const server: Server = createServer((socket) => {
    const session = new SinkSession(socket, seen, ehlo);
    seen.sockets.push(socket);
    socket.setEncoding('latin1');
    socket.on('error', () => {});
    if (banner !== '') socket.write(banner);
    socket.on('data', (text: string) => session.take(text));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const close = (): Promise<void> => {
    for (const socket of seen.sockets) socket.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return { ...seen, port, close };
}
