import { join } from 'node:path';

/** Where the stand-in's files lie below its install root, as the installer puts them there. */
export interface ImssPaths {
  readonly config: string;
  readonly standIn: string;
  readonly certificate: string;
  readonly queue: string;
  readonly log: string;
}

export function imssPaths(root: string): ImssPaths {
  return {
    config: join(root, 'config', 'imss.ini'),
    standIn: join(root, 'share', 'stand-in.ini'),
    certificate: join(root, 'UI', 'certificate.pem'),
    queue: join(root, 'queue'),
    log: join(root, 'log', 'stand-in.log'),
  };
}
