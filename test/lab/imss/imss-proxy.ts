import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { imssSettings } from '../../../src/lab/imss/settings.js';
import { type SmtpServiceOptions, startSmtpService } from '../../../src/lab/imss/smtp-service.js';
import type { Listening } from '../../../src/lab/proxy/listen.js';
import { LineClient } from '../proxy/line-client.js';
import { type SmtpSink, startSink } from '../proxy/smtp-sink.js';

/** What AXIGEN offers before anything is tuned. */
export const offered = [
  'localhost.localdomain Axigen ESMTP hello',
  'PIPELINING',
  'AUTH PLAIN LOGIN',
  'AUTH=PLAIN LOGIN',
  '8BITMIME',
  'BINARYMIME',
  'CHUNKING',
  'SIZE 10485760',
  'STARTTLS',
  'HELP',
];

export const offer = (lines: readonly string[]): string =>
  lines.map((line, index) => `250${index === lines.length - 1 ? ' ' : '-'}${line}\r\n`).join('');

/** The SMTP proxy with a mail server of the test behind it. */
export class ImssProxy {
  readonly sink: SmtpSink;
  readonly logged: string[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), 'imss-proxy-'));
  readonly #services: Listening[] = [];
  readonly #clients: LineClient[] = [];

  private constructor(sink: SmtpSink) {
    this.sink = sink;
  }

  /** @param banner of the mail server, which stays silent when it is empty */
  static async create(banner?: string): Promise<ImssProxy> {
    return new ImssProxy(
      await startSink({ ...(banner === undefined ? {} : { banner }), ehlo: offer(offered) }),
    );
  }

  /** @param ini lines of [smtp] @returns the port */
  async start(ini = '', changes: Partial<SmtpServiceOptions> = {}, port = 0): Promise<number> {
    const service = await startSmtpService(
      { host: '127.0.0.1', port },
      {
        ...imssSettings(`[smtp]\ndownstream_smtp_server_port=${this.sink.port}\n${ini}\n`),
        antiSpam: true,
        queue: this.#folder,
        log: (text) => this.logged.push(text),
        ...changes,
      },
    );
    this.#services.push(service);
    return service.port;
  }

  async open(...from: Parameters<ImssProxy['start']>): Promise<LineClient> {
    const client = new LineClient(await this.start(...from));
    this.#clients.push(client);
    return client;
  }

  /** Messages that it still holds. */
  get queued(): readonly string[] {
    return readdirSync(this.#folder);
  }

  async close(): Promise<void> {
    for (const client of this.#clients) client.socket.destroy();
    for (const service of this.#services) service.stop();
    await this.sink.close();
    rmSync(this.#folder, { recursive: true });
  }
}
