import type { AxigenOperation } from './axigen-operation.js';
import type { Service } from './service.js';

/**
 * What a step wants done, as data. The engine knows how to show, apply and undo each
 * kind; a step never does.
 */
export type Change = EditFile | ConfigureAxigen | PlaceFile | InstallPackage | RunInstaller | RunService;

export interface EditFile {
  readonly kind: 'edit-file';
  readonly summary: string;
  /** Without symbolic links: links are followed, and stay. */
  readonly path: string;
  /** How the server names the file, where symbolic links lead from there to `path`. */
  readonly via?: string;
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

/**
 * Changes AXIGEN's configuration by its own means while it runs: through its command line, or by the operator in
 * WebAdmin, who is shown what to do. AXIGEN then writes its file itself. Taken back like an edit of the file, whichever
 * way it was made: AXIGEN is stopped, the file as it was before is put back, AXIGEN is started.
 */
export interface ConfigureAxigen {
  readonly kind: 'configure-axigen';
  readonly by: 'cli' | 'operator';
  readonly summary: string;
  /** axigen.cfg, without symbolic links. */
  readonly path: string;
  /** How AXIGEN names it, where a folder on the way is a symbolic link. */
  readonly via?: string;
  /** The bytes that the steps have judged. */
  readonly before: Uint8Array;
  /** The bytes as an edit of the file would leave them: says the same as what AXIGEN will write, in other words. */
  readonly after: Uint8Array;
  readonly operations: readonly AxigenOperation[];
  readonly readers: readonly Service[];
  /** The TCP port on which AXIGEN must listen before the change counts as done. */
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

/**
 * Runs the vendor's own installer. Its questions are not known, so the operator answers them at the terminal; what it has
 * written is found out by comparing the server before and after, and that is what a rollback takes away.
 */
export interface RunInstaller {
  readonly kind: 'run-installer';
  readonly summary: string;
  /** A shell command on the target, as the operator gave it. */
  readonly command: string;
  /** Start scripts that it may lay down: before anything is taken away, those that are there are told to `stop`. */
  readonly scripts: readonly string[];
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
