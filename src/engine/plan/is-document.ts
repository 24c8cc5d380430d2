import type { PlanDocument } from './document.js';
import { planKind, planSchemaVersion } from './document.js';

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string';
const truth: Check = (value) => typeof value === 'boolean';
const number: Check = (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const hash: Check = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

function list(each: Check): Check {
  return (value) => Array.isArray(value) && value.every(each);
}

function one(...values: readonly unknown[]): Check {
  return (value) => values.includes(value);
}

function optional(check: Check): Check {
  return (value) => value === undefined || check(value);
}

/** What is not named here may be there too: later versions may say more. */
function object(fields: Readonly<Record<string, Check>>): Check {
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const has = new Map<string, unknown>(Object.entries(value));
    return Object.entries(fields).every(([name, check]) => check(has.get(name)));
  };
}

const texts: Check = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(text);

const bytes = object({ sha256: hash, size: number });
const encoded = object({ encoding: one('utf8', 'base64'), text });
const edited = { summary: text, path: text, via: optional(text), before: bytes, after: bytes, diff: encoded };

const changes: Readonly<Record<string, Check>> = {
  'edit-file': object({ ...edited, stopped: optional(text) }),
  'configure-axigen': object({
    ...edited,
    by: one('cli', 'operator'),
    operations: list(object({ kind: text })),
  }),
  'place-file': object({ summary: text, path: text, copyFrom: text, mode: text }),
  'install-package': object({ summary: text, manager: text, name: text, file: text }),
  'run-installer': object({ summary: text, command: text, scripts: list(text) }),
  service: object({ summary: text, script: text, verb: one('start', 'stop', 'restart') }),
};

const change: Check = (value) => {
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  return typeof kind === 'string' && Object.hasOwn(changes, kind) && changes[kind]?.(value) === true;
};

const finding = object({ id: text, verdict: text, wanted: text, found: text });

const step = object({
  id: text,
  title: text,
  deferred: optional(text),
  findings: list(finding),
  changes: list(change),
});

const document = object({
  kind: one(planKind),
  schemaVersion: one(planSchemaVersion),
  version: text,
  createdAt: text,
  target: object({ name: text, hostname: text }),
  answers: texts,
  skip: list(text),
  files: list(
    object({
      path: text,
      state: one('present', 'absent', 'unreadable'),
      sha256: optional(hash),
      cksum: optional(text),
    }),
  ),
  stages: list(object({ handover: truth, skipped: truth, steps: list(step) })),
});

/** Whether it has everything that a plan of this form has. Pure. */
export function isPlanDocument(value: unknown): value is PlanDocument {
  return document(value);
}
