import { UserError } from '../src/errors.js';
import type { FileFact } from '../src/host/survey/answers.js';
import type { AxigenOperation } from '../src/model/axigen-operation.js';
import type { Change, RunService } from '../src/model/change.js';
import type { Situation } from '../src/model/step.js';
import { applyOperations } from '../src/products/axigen/apply-operations.js';
import { runningDiffers } from '../src/products/axigen/cli/running-differs.js';
import { type AxigenConfig, readAxigenConfig } from '../src/products/axigen/config.js';
import { chooseDriver } from '../src/products/axigen/driver.js';
import { axigen, axigenService } from '../src/products/axigen/product.js';
import { editFile } from './edit-file.js';
import { readyAgain, restartAxigen, runsUnsaved } from './restart-axigen.js';

/**
 * The change that carries the operations out, by the driver that is in use; none when nothing would differ, or there
 * is no SMTP-In object to change. Where the file is edited AXIGEN is stopped meanwhile: it writes this file itself when
 * somebody saves the configuration (facts: axigen 1, KB159 procedure). @throws UserError when the file cannot be
 * replaced or a value cannot be written; DocumentError when the file cannot be edited safely.
 */
export function configureAxigen(
  situation: Situation,
  summary: string,
  operations: readonly AxigenOperation[],
): readonly Change[] {
  const { answers, evidence } = situation;
  const { config, configFile } = situation.facts.axigen;
  if (config.state !== 'present' || config.value.smtp === undefined) return [];
  const after = applyOperations(config.value, operations);
  const rest = {
    summary,
    readers: [axigenService],
    ...readyAgain({ state: 'present', value: readAxigenConfig(after, axigen.configFile) }, answers),
  };
  const edits = editFile(configFile, after, { ...rest, whileStopped: true });
  const { driver } = chooseDriver(answers, evidence);
  if (driver === 'file') return edits;
  if (edits.length > 0 && configFile.state === 'present' && configFile.value.link)
    throw wouldCutLink(configFile.value);
  const needed = operations.flatMap(withoutIdleRename);
  if (needed.length === 0) return [];
  const live = edits.map(({ path, via, before }) => ({
    ...rest,
    kind: 'configure-axigen' as const,
    by: driver === 'cli' ? ('cli' as const) : ('operator' as const),
    path,
    ...(via === undefined ? {} : { via }),
    before,
    after,
    operations: needed,
  }));
  if (live.length === 0) return [];
  return [
    ...(runsSomethingElse(situation, config.value) ? restartAxigen(situation, runsUnsaved) : []),
    ...live,
    ...(driver === 'guided' && evidence.axigenCli?.kind !== 'offered' ? [provenSaved(rest)] : []),
  ];
}

/** Edited, it is replaced where the link leads; whether AXIGEN does so is not known, and a link that it cuts no rollback mends. */
function wouldCutLink({ path, real = path }: FileFact): UserError {
  return new UserError(`${path} is a symbolic link to ${real}.`, {
    why: 'AXIGEN writes this file itself when its configuration is saved, and whether it then keeps the link is not known.',
    next: 'Have the file edited where the link leads, while AXIGEN is stopped: add --axigen-driver file',
  });
}

/** What a person has clicked is seen in the file; that AXIGEN does it, too, nobody else can tell. */
function provenSaved({ readyPort }: { readonly readyPort?: number }): RunService {
  return {
    kind: 'service',
    summary: `Restart ${axigenService.title} (${axigenService.script} restart): what it does then is what was saved`,
    service: axigenService,
    verb: 'restart',
    ...(readyPort === undefined ? {} : { readyPort }),
  };
}

/**
 * What is changed while AXIGEN runs must be changed in what its file says: else the file that it writes then has in it
 * what nobody has looked at. After the first change in a stage the two agree.
 */
function runsSomethingElse({ evidence: { axigenCli } }: Situation, config: AxigenConfig): boolean {
  return axigenCli?.kind === 'offered' && runningDiffers(config, axigenCli).length > 0;
}

/** In the file an address is written wherever it stands; elsewhere there is nothing to do for one that is right. */
function withoutIdleRename(operation: AxigenOperation): readonly AxigenOperation[] {
  if (operation.kind === 'change-client') return operation.settings.length === 0 ? [] : [operation];
  if (operation.kind !== 'change-listener') return [operation];
  const { newAddress, ...rest } = operation;
  if (newAddress !== undefined && newAddress !== operation.address) return [operation];
  return rest.settings.length === 0 ? [] : [rest];
}
