import type { Mailbox, StoredMessage } from '../../mail/mailbox.js';

/** Mailboxes that a session has open: POP3 gives each to one session at a time (RFC 1939). */
const open = new Set<string>();

/** A mailbox as one POP3 session sees it: fixed at login, deletions carried out at QUIT. */
export class Maildrop {
  private readonly deleted = new Set<StoredMessage>();

  private constructor(
    private readonly mailbox: Mailbox,
    private readonly messages: readonly StoredMessage[],
  ) {}

  /** @returns undefined when another session has it open */
  static async open(mailbox: Mailbox): Promise<Maildrop | undefined> {
    if (open.has(mailbox.folder)) return undefined;
    open.add(mailbox.folder);
    try {
      return new Maildrop(mailbox, await mailbox.list());
    } catch (error) {
      open.delete(mailbox.folder);
      throw error;
    }
  }

  close(): void {
    open.delete(this.mailbox.folder);
  }

  /** Messages that are not deleted, with the numbers that they have for the whole session (from 1). */
  list(): { readonly number: number; readonly message: StoredMessage }[] {
    return this.messages
      .map((message, index) => ({ number: index + 1, message }))
      .filter(({ message }) => !this.deleted.has(message));
  }

  get(text: string): StoredMessage | undefined {
    const message = /^\d{1,9}$/.test(text) ? this.messages[Number(text) - 1] : undefined;
    return message === undefined || this.deleted.has(message) ? undefined : message;
  }

  read(message: StoredMessage): Promise<Buffer> {
    return this.mailbox.read(message.name);
  }

  delete(message: StoredMessage): void {
    this.deleted.add(message);
  }

  undelete(): void {
    this.deleted.clear();
  }

  async commit(): Promise<void> {
    for (const message of this.deleted) await this.mailbox.remove(message.name);
  }
}
