import { ExitCode, UserError } from '../../errors.js';
import { escapeControl } from '../../text/escape.js';
import { type PlanDocument, planKind, planSchemaVersion } from './document.js';
import { isPlanDocument } from './is-document.js';

/** @param name of the file, as the operator gave it. @throws UserError (exit 4) when it holds no plan that can be carried out. */
export function readPlanDocument(text: string, name: string): PlanDocument {
  const file = escapeControl(name, 200);
  const value = parsed(text, file);
  const head = typeof value === 'object' && value !== null ? value : {};
  if (!('kind' in head) || head.kind !== planKind) throw foreign(file);
  const schema = 'schemaVersion' in head ? head.schemaVersion : undefined;
  if (typeof schema === 'number' && schema > planSchemaVersion) throw newer(file, schema);
  if (isPlanDocument(value)) return value;
  throw new UserError(`${file} is damaged: it does not say all that a plan must say.`, {
    why: 'Only exactly what was planned is carried out. Nothing was changed.',
    next: again,
    exitCode: ExitCode.usage,
  });
}

const again = 'Make a new plan: gateway-setup plan -o plan.json';

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new UserError(`${file} is not a plan, or is cut off: it is no JSON.`, {
      why: 'Only exactly what was planned is carried out. Nothing was changed.',
      next: again,
      exitCode: ExitCode.usage,
      cause,
    });
  }
}

function foreign(file: string): UserError {
  return new UserError(`${file} is not a plan of gateway-setup.`, {
    why: 'It is JSON, but of something else. Nothing was changed.',
    next: again,
    exitCode: ExitCode.usage,
  });
}

function newer(file: string, schema: number): UserError {
  return new UserError(
    `${file} was made by a newer gateway-setup (its form is ${schema}, known is ${planSchemaVersion}).`,
    {
      why: 'What is not understood whole is not carried out. Nothing was changed.',
      next: `Use the gateway-setup that made it. Or here: ${again}`,
      exitCode: ExitCode.usage,
    },
  );
}
