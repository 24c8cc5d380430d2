import type { RunningProcess } from '../host-facts.js';

/** Lines of `ps -e -o pid= -o comm=`. Pure. */
export function readProcesses(text: string): readonly RunningProcess[] {
  return text.split('\n').flatMap((line) => {
    const match = line.match(/^\s*(\d+)\s+(\S.*?)\s*$/);
    return match ? [{ pid: Number(match[1]), name: match[2] ?? '' }] : [];
  });
}

export function isRunning(processes: readonly RunningProcess[], name: string): boolean {
  return processes.some((process) => process.name === name);
}
