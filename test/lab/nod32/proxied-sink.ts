import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Policy } from '../../../src/lab/nod32/settings.js';
import { type SmtpProxyOptions, startSmtpProxy } from '../../../src/lab/nod32/smtp-proxy.js';
import type { Listening } from '../../../src/lab/proxy/listen.js';
import { judgeMessage } from '../../../src/lab/scanning/judge-message.js';
import { LineClient } from '../proxy/line-client.js';
import { type SmtpSink, startSink } from '../proxy/smtp-sink.js';

/** Nothing is held back, whatever is found. */
export const lenient: Policy = {
  onProcessed: 'accept',
  antivirus: true,
  onInfected: 'accept',
  onUncleanable: 'accept',
  onNotScanned: 'accept',
};

/** A mail server that takes everything, with the stand-in of nod32smtp in front of it. */
export class ProxiedSink {
  readonly sink: SmtpSink;
  readonly folder = mkdtempSync(join(tmpdir(), 'nod32-proxy-'));
  readonly logged: string[] = [];
  #proxy: Listening | undefined;
  #client: LineClient | undefined;

  private constructor(sink: SmtpSink) {
    this.sink = sink;
  }

  static async start(): Promise<ProxiedSink> {
    return new ProxiedSink(await startSink());
  }

  /** The port of the proxy that was opened last. */
  get port(): number {
    return this.#proxy?.port ?? 0;
  }

  async open(changes: Partial<SmtpProxyOptions> = {}): Promise<LineClient> {
    const frame = { header: 'HEAD', footer: 'FOOT' };
    this.#proxy = await startSmtpProxy({
      listen: { host: '127.0.0.1', port: 0 },
      server: { host: '127.0.0.1', port: this.sink.port },
      policy: lenient,
      footnotes: { infected: frame, notscanned: frame },
      scan: judgeMessage,
      temporaryFolder: this.folder,
      mostBytes: 1 << 20,
      log: (text) => this.logged.push(text),
      ...changes,
    });
    this.#client = new LineClient(this.#proxy.port);
    return this.#client;
  }

  async close(): Promise<void> {
    this.#client?.socket.destroy();
    this.#proxy?.stop();
    await this.sink.close();
    rmSync(this.folder, { recursive: true });
  }
}

/** Everything up to and with the reply to the message. */
export async function sendMail(to: LineClient, message: string): Promise<string> {
  await to.until('ready');
  to.send('MAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nDATA\r\n');
  await to.until(/^354 /m);
  to.send(`${message}.\r\n`);
  return to.until('\r\n');
}
