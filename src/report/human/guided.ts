import type { AxigenOperation, AxigenSettings } from '../../model/axigen-operation.js';
import { escapeControl } from '../../text/escape.js';
import { wrap } from '../../text/wrap.js';
import { type GuidedScreen, readGuide } from './guided-screen.js';
import type { Paint } from './paint.js';

/** The clicks that carry the operations out, from the login to Save Config. */
export function guidedScreens(operations: readonly AxigenOperation[]): readonly GuidedScreen[] {
  const texts = readGuide('webadmin.txt');
  const screen = (name: string, which = '', values: AxigenSettings = []): GuidedScreen => {
    const text = texts.get(name);
    if (text === undefined) throw new RangeError(`there is no guided screen ${name}`);
    return {
      title: text.title,
      text: text.text
        .filter((line) => line !== '@@VALUES@@')
        .map((line) => line.replace('@@WHICH@@', () => which)),
      values,
    };
  };
  const clicks = operations.flatMap((operation, index) => {
    const tab = tabOf(operation);
    const before = operations[index - 1];
    // Who is on the right tab already is not sent there again.
    const way =
      before !== undefined && tabOf(before) === tab ? [] : ['smtp-in', ...(tab === undefined ? [] : [tab])];
    return [
      ...way.map((name) => screen(name)),
      screen(operation.kind, whichOf(operation), valuesOf(operation)),
      screen('update'),
      screen('commit'),
    ];
  });
  return [screen('login'), ...clicks, screen('commands'), screen('save')];
}

/** What AXIGEN's file does not say yet, after all was said to be done. */
export function notYetLines(differs: readonly string[], paint: Paint): string[] {
  return [
    '',
    paint.bold('It is not yet as wanted'),
    ...wrap(
      'AXIGEN\u2019s file was read, and says something else. Perhaps Commit or Save Config is still to be clicked.',
      paint.width,
      '  ',
    ),
    ...differs.flatMap((text) => wrap(escapeControl(text), paint.width, '  * ', '    ')),
    '',
  ];
}

function tabOf({ kind }: AxigenOperation): 'listeners' | 'clients' | undefined {
  switch (kind) {
    case 'add-listener':
    case 'change-listener':
    case 'remove-listener':
      return 'listeners';
    case 'add-client':
    case 'change-client':
      return 'clients';
    case 'set-service-limits':
      return undefined;
  }
}

function whichOf(operation: AxigenOperation): string {
  switch (operation.kind) {
    case 'change-listener':
    case 'remove-listener':
      return operation.address === ''
        ? `number ${operation.index + 1}, which has no address`
        : operation.address;
    case 'change-client':
      return operation.priority === '' ? `(none; it is number ${operation.index + 1})` : operation.priority;
    default:
      return '';
  }
}

function valuesOf(operation: AxigenOperation): AxigenSettings {
  switch (operation.kind) {
    case 'add-listener':
      return [['address', operation.address], ...operation.settings];
    case 'change-listener': {
      const { newAddress, settings } = operation;
      return newAddress === undefined ? settings : [['address', newAddress], ...settings];
    }
    case 'remove-listener':
      return [];
    default:
      return operation.settings;
  }
}
