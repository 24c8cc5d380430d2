import type { AxigenCliEvidence } from '../../../model/probe.js';

/** Names in lower case. */
export type AxigenSettingsMap = ReadonlyMap<string, string>;

/** What is in force of the SMTP-In service. */
export type RunningAxigen = Pick<
  Extract<AxigenCliEvidence, { kind: 'offered' }>,
  'listeners' | 'clients' | 'serviceLimits'
>;

/** The same as the file has it; what `readAxigenConfig` gives fits. */
export interface SavedAxigen {
  /** Undefined: the file has no such set, and AXIGEN's default listener counts. */
  readonly listeners: readonly SavedListener[] | undefined;
  readonly clients: readonly { readonly settings: AxigenSettingsMap }[] | undefined;
  readonly serviceLimits?: { readonly settings: AxigenSettingsMap } | undefined;
}

export interface SavedListener {
  readonly address: string;
  readonly settings: AxigenSettingsMap;
}
