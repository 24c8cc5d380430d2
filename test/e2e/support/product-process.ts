import { readdirSync, readFileSync } from 'node:fs';

/** The process of gateway-setup whose home folder is this one; undefined: there is none (any more). */
export function productWithHome(home: string): number | undefined {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) => {
      const words = fieldsOf(pid, 'cmdline');
      return (
        words[1]?.endsWith('bin/gateway-setup.js') === true &&
        fieldsOf(pid, 'environ').includes(`HOME=${home}`)
      );
    });
}

function fieldsOf(pid: number, file: 'cmdline' | 'environ'): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0');
  } catch {
    // It has ended, or is somebody else's.
    return [];
  }
}
