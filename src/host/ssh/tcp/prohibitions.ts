interface Where {
  readonly address: string;
  readonly port: number;
}

/**
 * What a server has said of forwarding so far. A first refusal is taken for one of everything (AllowTcpForwarding), unless some other
 * destination was not refused (PermitOpen, permitopen in authorized_keys).
 */
export class Prohibitions {
  readonly #refused = new Set<string>();
  #some = false;

  mayTry(where: Where): boolean {
    return !this.isKnown(where) && (this.#some || this.#refused.size === 0);
  }

  isKnown({ address, port }: Where): boolean {
    return this.#refused.has(`${address} ${port}`);
  }

  add({ address, port }: Where): void {
    this.#refused.add(`${address} ${port}`);
  }

  /** The server tried, whatever came of it. */
  allowed(): void {
    this.#some = true;
  }
}
