import type { Service } from './service.js';

/**
 * What a step wants done, as data (DESIGN section 2). The engine knows how to show, apply and undo each
 * kind; a step never does.
 */
export type Change = EditFile | PlaceFile | InstallPackage | RunService;

export interface EditFile {
  readonly kind: 'edit-file';
  readonly summary: string;
  readonly path: string;
  /** The bytes that the survey saw: anything else on the target at the moment of writing refuses the change. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** The services that read this file: taking the edit back restarts those that run. */
  readonly readers: readonly Service[];
  /** The first reader must be stopped while the file is written, and is started again after it. */
  readonly whileStopped: boolean;
  /** The TCP port on which a reader stopped for this edit must listen again before the change counts as done. */
  readonly readyPort?: number;
}

export interface PlaceFile {
  readonly kind: 'place-file';
  readonly summary: string;
  readonly path: string;
  /** A file on the target whose bytes are copied. */
  readonly copyFrom: string;
  /** Permission bits. */
  readonly mode: number;
}

export interface InstallPackage {
  readonly kind: 'install-package';
  readonly summary: string;
  readonly manager: PackageManager;
  /** Absolute path of the package file on the target. */
  readonly file: string;
  readonly name: string;
  /** Services that the package's own script may start. */
  readonly services: readonly Service[];
}

export type PackageManager = 'rpm' | 'dpkg';

export interface RunService {
  readonly kind: 'service';
  readonly summary: string;
  readonly service: Service;
  readonly verb: 'start' | 'stop' | 'restart';
  /** A TCP port that must listen afterwards. */
  readonly readyPort?: number;
}
