import type { Env } from './tokens.js';

/** The operator's environment for a program of theirs: our passwords, which may stand in it, are none of its business. */
export function withoutSecrets(env: Env): Env {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^GATEWAY_SETUP_\w*(?:PASSWORD|PASSPHRASE)$/.test(name)),
  );
}
