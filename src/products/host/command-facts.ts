import { type Fact, follow, present, unreadable } from '../../host/fact.js';
import type { CommandFact } from '../../host/survey/answers.js';
import type { FreeSpace, ListeningPort, RunningProcess } from '../host-facts.js';
import { spaceFolders } from '../requests.js';
import { readListening } from './ports.js';
import { readProcesses } from './processes.js';
import { readSpace } from './space.js';

/** `id -u`. */
export function uidOf(command: Fact<CommandFact>): Fact<number> {
  return succeeded(command, (text) =>
    /^\d+$/.test(text) ? present(Number(text)) : unreadable(text || '`id` told nothing'),
  );
}

/** `uname -n`. */
export function hostnameOf(command: Fact<CommandFact>): Fact<string> {
  return succeeded(command, (text) => (text === '' ? unreadable('`uname` told nothing') : present(text)));
}

/** `netstat -ltnp`; it prints its heading even when nothing listens: without one it told us nothing. */
export function listeningOf(command: Fact<CommandFact>): Fact<readonly ListeningPort[]> {
  return succeeded(command, (text) =>
    /^Active Internet connections/m.test(text)
      ? present(readListening(text))
      : unreadable(text || '`netstat` told nothing'),
  );
}

/** `date +%s`. */
export function clockOf(command: Fact<CommandFact>): Fact<number> {
  return succeeded(command, (text) =>
    /^\d{1,12}$/.test(text) ? present(Number(text)) : unreadable(text || '`date` told nothing'),
  );
}

/** `ps`, which finds at least itself, and the clock at the time. */
export function processesOf(
  command: Fact<CommandFact>,
  clock: Fact<number>,
): Fact<readonly RunningProcess[]> {
  return succeeded(command, (text) => {
    const processes = readProcesses(text, clock.state === 'present' ? clock.value : undefined);
    return processes.length > 0 ? present(processes) : unreadable(text || '`ps` told nothing');
  });
}

/** `df -kP`, folder by folder; its status says little, as one folder that is not there makes it fail. */
export function spaceOf(command: Fact<CommandFact>): Fact<readonly FreeSpace[]> {
  return follow(command, (answer) => {
    const space = readSpace(spaceFolders, textOf(answer));
    return space.length > 0 ? present(space) : unreadable(textOf(answer) || '`df` told nothing');
  });
}

function succeeded<T>(command: Fact<CommandFact>, read: (text: string) => Fact<T>): Fact<T> {
  return follow(command, (answer) => {
    const text = textOf(answer);
    return answer.code === 0
      ? read(text)
      : unreadable(text || `the command ended with status ${answer.code}`);
  });
}

function textOf({ output }: CommandFact): string {
  return Buffer.from(output).toString('utf8').trim();
}
