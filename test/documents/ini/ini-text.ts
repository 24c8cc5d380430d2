import { type IniDocument, parseIni, printIni } from '../../../src/documents/ini/index.js';

/** One character is one byte, in tests as in the documents. */
export const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');
export const textOf = (document: IniDocument): string => Buffer.from(printIni(document)).toString('latin1');
export const parseText = (text: string): IniDocument => parseIni(bytesOf(text), 'test.cfg');

/** The lines with their endings. */
export const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** The whole error, so that a table can hold message and place. */
export function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return String(error);
  }
  return 'nothing was thrown';
}
