/** A failure of the network, told apart by its code as those of Node's sockets are. */
export function codedError(code: string, message: string): NodeJS.ErrnoException {
  return Object.assign(new Error(message), { code });
}

/** Nobody answered: neither yes nor no. */
export function noAnswer(address: string, port: number, timeoutMs: number): NodeJS.ErrnoException {
  return codedError('ETIMEDOUT', `no answer from ${address}:${port} within ${timeoutMs} ms`);
}
