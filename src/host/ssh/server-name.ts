import { escapeControl } from '../../text/escape.js';
import type { SshSettings } from './settings.js';

/** As people call a server of a route: its alias, with the port where that is not 22. Safe to show. */
export function serverName({ alias, port }: Pick<SshSettings, 'alias' | 'port'>): string {
  const name = escapeControl(alias, 300);
  if (port === 22) return name;
  return name.includes(':') ? `[${name}]:${port}` : `${name}:${port}`;
}
