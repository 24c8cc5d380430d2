import { join } from 'node:path';
import { Mailbox } from '../mail/mailbox.js';
import type { StagedFile } from '../mail/safe-file.js';
import { domainOf } from './accounts.js';

export interface Envelope {
  /** Without brackets; empty for a bounce. */
  readonly from: string;
  /** Addresses of mailboxes here. */
  readonly local: readonly string[];
  /** Addresses elsewhere. */
  readonly remote: readonly string[];
}

/**
 * Where accepted mail ends: mailboxes under domains/, and for other servers a spool of files under
 * queue/relayed/. Nothing ever leaves the machine.
 */
export class MailStore {
  private lastId = Math.floor(Date.now() / 1000) % 0xffffff;

  constructor(private readonly workdir: string) {}

  /** An id as in the Received header: hexadecimal, upper case. */
  nextId(): string {
    this.lastId = (this.lastId + 1) % 0x1000000;
    return this.lastId.toString(16).toUpperCase();
  }

  /** @param address of an existing account, in lower case */
  mailbox(address: string): Mailbox {
    return new Mailbox(
      join(this.workdir, 'domains', domainOf(address), address.slice(0, address.lastIndexOf('@'))),
    );
  }

  /**
   * Delivers to every recipient or, when something fails, to none that was not yet visible.
   * @throws the system's error, such as ENOSPC
   */
  async deliver(id: string, envelope: Envelope, message: Uint8Array, now: Date): Promise<void> {
    const name = `${now.getTime()}.${id}`;
    const staged: StagedFile[] = [];
    try {
      for (const address of new Set(envelope.local)) {
        staged.push(await this.mailbox(address).stage(name, message));
      }
      if (envelope.remote.length > 0) staged.push(await this.spool(name, envelope, message));
      for (const file of staged) await file.commit();
    } catch (error) {
      await Promise.all(staged.map((file) => file.discard()));
      throw error;
    }
  }

  private spool(name: string, envelope: Envelope, message: Uint8Array): Promise<StagedFile> {
    const lines = [
      `X-Lab-Envelope-From: <${envelope.from}>`,
      ...envelope.remote.map((address) => `X-Lab-Envelope-To: <${address}>`),
    ];
    const head = Buffer.from(lines.map((line) => `${line}\r\n`).join(''), 'latin1');
    return new Mailbox(join(this.workdir, 'queue', 'relayed')).stage(name, Buffer.concat([head, message]));
  }
}
