import { describeIsolation } from './isolation/isolation.js';
import type { Lab, LabCondition } from './lab.js';

/** `lab status`, one fact a line. */
export function describeLab(name: string, condition: LabCondition, lab: Lab | undefined): string {
  if (!lab) {
    const what =
      condition === 'stale'
        ? 'not running: its files are there, its processes are gone (lab reset builds it anew, lab down removes it)'
        : 'not there (gateway-setup lab builds it)';
    return `lab "${name}": ${what}\n`;
  }
  const { options, running, standIns } = lab.record;
  return [
    `lab "${name}": up`,
    `  dressed as      ${options.distro.title}, AXIGEN ${options.axigen}, for ${options.scanner.toUpperCase()}`,
    `  kept apart by   ${describeIsolation(running.isolation)}`,
    `  root directory  ${lab.root}`,
    `  held up by      process ${running.holder.pid}`,
    `  stand-ins       AXIGEN, NOD32${standIns.map((one) => `, ${one}`).join('')}; other commands are this machine's own`,
    '',
  ].join('\n');
}
