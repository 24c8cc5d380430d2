import type { RecordedChange } from '../run/record.js';

/** What the journal says of a change before it is made. File contents stay in files of their own. */
export function intentOf({ number, step, change }: RecordedChange): Readonly<Record<string, unknown>> {
  const common = { change: number, step, kind: change.kind, summary: change.summary };
  switch (change.kind) {
    case 'edit-file':
      return { ...common, path: change.path, ...viaOf(change) };
    case 'configure-axigen':
      return { ...common, path: change.path, ...viaOf(change), by: change.by };
    case 'place-file':
      return { ...common, path: change.path, from: change.copyFrom };
    case 'install-package':
      return { ...common, manager: change.manager, package: change.name, file: change.file };
    case 'run-installer':
      return { ...common, scripts: change.scripts };
    case 'service':
      return { ...common, service: change.service.id, process: change.service.process, verb: change.verb };
  }
}

function viaOf({ via }: { readonly via?: string }): { readonly via?: string } {
  return via === undefined ? {} : { via };
}
