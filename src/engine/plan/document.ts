import type { AxigenOperation } from '../../model/axigen-operation.js';
import type { Verdict } from '../../model/finding.js';

/** What plan.json says; described to others in templates/schemas/plan-1.schema.json. */
export interface PlanDocument {
  readonly kind: typeof planKind;
  readonly schemaVersion: typeof planSchemaVersion;
  /** Of gateway-setup: another one may plan otherwise. */
  readonly version: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly target: { readonly name: string; readonly hostname: string };
  /** By key, as an answers file has them; no secrets. */
  readonly answers: Readonly<Record<string, string>>;
  readonly skip: readonly string[];
  /** Every file that was read and matters: what was planned rests on its bytes. */
  readonly files: readonly PlanFile[];
  readonly stages: readonly PlanStage[];
}

export const planKind = 'gateway-setup-plan';
export const planSchemaVersion = 1;

export interface PlanFile {
  readonly path: string;
  readonly state: 'present' | 'absent' | 'unreadable';
  readonly sha256?: string;
  /** What POSIX `cksum` prints of a file that is only copied or installed: checksum and size. */
  readonly cksum?: string;
}

export interface PlanStage {
  readonly handover: boolean;
  readonly skipped: boolean;
  readonly steps: readonly PlanStep[];
}

export interface PlanStep {
  readonly id: string;
  readonly title: string;
  /** Why not everything that it will change can be told yet; then the scanner's own configuration and services may be changed. */
  readonly deferred?: string;
  /** What is not as it should be. */
  readonly findings: readonly PlanFinding[];
  readonly changes: readonly PlanChange[];
}

export interface PlanFinding {
  readonly id: string;
  readonly verdict: Verdict;
  readonly wanted: string;
  readonly found: string;
}

export type PlanChange = PlanEdit | PlanConfigure | PlanPlace | PlanInstall | PlanInstaller | PlanService;

interface Common {
  /** What it does, in words. */
  readonly summary: string;
}

interface Edited {
  readonly path: string;
  /** How the server names the file, where symbolic links lead from there to `path`. */
  readonly via?: string;
  readonly before: PlanBytes;
  readonly after: PlanBytes;
  /** For `patch -p0`. Whole files are not in a plan: they may hold passwords. */
  readonly diff: EncodedText;
}

export interface PlanEdit extends Common, Edited {
  readonly kind: 'edit-file';
  /** The init script of the service that is stopped while the file is written. */
  readonly stopped?: string;
}

export interface PlanConfigure extends Common, Edited {
  readonly kind: 'configure-axigen';
  readonly by: 'cli' | 'operator';
  readonly operations: readonly AxigenOperation[];
}

export interface PlanPlace extends Common {
  readonly kind: 'place-file';
  readonly path: string;
  readonly copyFrom: string;
  /** Octal, as chmod takes it. */
  readonly mode: string;
}

export interface PlanInstall extends Common {
  readonly kind: 'install-package';
  readonly manager: string;
  readonly name: string;
  readonly file: string;
}

export interface PlanInstaller extends Common {
  readonly kind: 'run-installer';
  /** The shell command that starts it. */
  readonly command: string;
  /** Start scripts that it may lay down. */
  readonly scripts: readonly string[];
}

export interface PlanService extends Common {
  readonly kind: 'service';
  readonly script: string;
  readonly verb: 'start' | 'stop' | 'restart';
}

export interface PlanBytes {
  readonly sha256: string;
  readonly size: number;
}

export interface EncodedText {
  readonly encoding: 'utf8' | 'base64';
  readonly text: string;
}
