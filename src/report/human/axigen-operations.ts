import type { AxigenOperation, AxigenSettings } from '../../model/axigen-operation.js';

/** An operation in words, for those who do not see it as a diff. */
export function operationSentence(operation: AxigenOperation): string {
  switch (operation.kind) {
    case 'add-listener':
      return `Add the listener ${operation.address}: ${settingsOf(operation.settings)}`;
    case 'change-listener': {
      const { address, newAddress, settings } = operation;
      const name =
        address === ''
          ? `the listener without an address (number ${operation.index + 1})`
          : `the listener ${address}`;
      const moved: AxigenSettings = newAddress === undefined ? [] : [['address', newAddress]];
      return `Change ${name}: ${settingsOf([...moved, ...settings])}`;
    }
    case 'remove-listener':
      return `Remove the listener ${operation.address === '' ? 'without an address' : operation.address}`;
    case 'add-client':
      return `Add a client: ${settingsOf(operation.settings)}`;
    case 'change-client': {
      const name =
        operation.priority === '' ? `number ${operation.index + 1}` : `with priority ${operation.priority}`;
      return `Change the client ${name}: ${settingsOf(operation.settings)}`;
    }
    case 'set-service-limits':
      return `Set the limits of the SMTP-In service: ${settingsOf(operation.settings)}`;
  }
}

function settingsOf(settings: AxigenSettings): string {
  return settings.map(([name, value]) => `${name} = ${value}`).join(', ');
}
