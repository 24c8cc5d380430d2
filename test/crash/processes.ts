import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface LabProcess {
  /** As this machine numbers it. */
  readonly pid: number;
  readonly name: string;
  readonly command: string;
  readonly user: string;
}

function attempted<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    // It ended in the meantime.
    return undefined;
  }
}

/** The living processes of a lab, by the namespace of its process 1. */
export function labProcesses(holder: number): readonly LabProcess[] {
  const space = readlinkSync(`/proc/${holder}/ns/pid`);
  return processes((entry) => attempted(() => readlinkSync(`/proc/${entry}/ns/pid`)) === space);
}

export interface LabEntry {
  /** As the lab numbers it. */
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
}

/** The same by the lab's own /proc, which has no others: cheap enough to ask again and again. */
export function entriesIn(proc: string): readonly LabEntry[] {
  return readdirSync(proc).flatMap((entry) => {
    const stat = /^\d+$/.test(entry)
      ? attempted(() => readFileSync(`${proc}/${entry}/stat`, 'utf8'))
      : undefined;
    const [, name, state = 'Z', parent] = /^\d+ \((.*)\) (.) (\d+)/s.exec(stat ?? '') ?? [];
    return name === undefined || /[ZX]/.test(state)
      ? []
      : [{ pid: Number(entry), parent: Number(parent), name }];
  });
}

/** Those of this machine that have a word on their command line. */
export function processesWith(word: string): readonly LabProcess[] {
  return processes(
    (entry) =>
      attempted(() => readFileSync(`/proc/${entry}/cmdline`, 'utf8'))
        ?.split('\0')
        .includes(word) ?? false,
  );
}

function processes(isMeant: (entry: string) => boolean): readonly LabProcess[] {
  return readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry) || !isMeant(entry)) return [];
    const status = attempted(() => readFileSync(`/proc/${entry}/status`, 'utf8')) ?? 'State:\tZ';
    if (/^State:\s+[ZX]/m.test(status)) return [];
    const command = attempted(() => readFileSync(`/proc/${entry}/cmdline`, 'utf8')) ?? '';
    return [
      {
        pid: Number(entry),
        name: /^Name:\s+(.*)$/m.exec(status)?.[1] ?? '',
        command: command.replaceAll('\0', ' ').trim(),
        user: /^Uid:\s+(\d+)/m.exec(status)?.[1] ?? '',
      },
    ];
  });
}

/** At one stroke: nobody sees that another one has ended. */
export function killAll(list: () => readonly LabProcess[]): void {
  for (let found = list(); found.length > 0; found = list()) {
    for (const signal of ['SIGSTOP', 'SIGKILL'] as const)
      for (const { pid } of found) attempted(() => process.kill(pid, signal));
  }
}
