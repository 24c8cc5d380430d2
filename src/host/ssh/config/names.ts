/**
 * What OpenSSH takes as the name of a server or of a user (valid_hostname and valid_ruser of its ssh.c): both may end up in a
 * ProxyCommand, which is text for a shell.
 */
export function isServerName(name: string): boolean {
  return name !== '' && !name.startsWith('-') && !/['`"$\\;&<>|(){}\s\u0000-\u001f\u007f]/.test(name);
}

export function isUserName(name: string): boolean {
  if (name === '' || name.startsWith('-') || name.endsWith('\\')) return false;
  return !/['`";&<>|(){}\u0000-\u001f\u007f]/.test(name) && !/\s-/.test(name);
}

/** 1 to 65535, in digits. */
export function portNumber(text: string): number | undefined {
  if (!/^\d{1,9}$/.test(text)) return undefined;
  const port = Number(text);
  return port >= 1 && port <= 65535 ? port : undefined;
}
