import type { FileLine } from './file-lines.js';
import { type EntityFields, entityFields } from './mime-fields.js';

/** An entity without parts of its own: a message's text, or an attachment. Offsets are bytes of the message. */
export interface MimeLeaf {
  readonly fields: EntityFields;
  /** Where its header begins. */
  readonly start: number;
  readonly bodyStart: number;
  /** Where its body ends; the line end before a boundary belongs to the boundary. */
  readonly end: number;
  /** A multipart deeper than the walker goes, or the first of more parts than it follows: it then reaches to the end. */
  readonly tooDeep: boolean;
}

interface Open {
  readonly start: number;
  readonly header: string[];
}

const deepest = 20;
const mostLeaves = 1000;
const mostHeaderLines = 1000;

/** Follows the parts of one message line by line. `feed` every line, then `finish`. */
export class MimeWalker {
  readonly leaves: MimeLeaf[] = [];
  readonly #boundaries: string[] = [];
  #header: Open | undefined = { start: 0, header: [] };
  #leaf: { readonly fields: EntityFields; readonly start: number; readonly bodyStart: number } | undefined;
  #end = 0;
  #beforeLastLineEnd = 0;

  feed(line: FileLine): void {
    const level = line.text.startsWith('--') ? this.#boundaryLevel(line.text) : -1;
    if (level >= 0) {
      this.#close(this.#beforeLastLineEnd);
      const closing = line.text.trimEnd() === `--${this.#boundaries[level]}--`;
      this.#boundaries.length = closing ? level : level + 1;
      this.#header = closing ? undefined : { start: line.end, header: [] };
    } else if (this.#header !== undefined) {
      if (line.text === '') this.#startBody(line.end);
      else if (this.#header.header.length < mostHeaderLines) this.#header.header.push(line.text);
    }
    this.#end = line.end;
    this.#beforeLastLineEnd = line.contentEnd;
  }

  finish(): MimeLeaf[] {
    if (this.#header !== undefined) this.#startBody(this.#end);
    this.#close(this.#end);
    const overflow = this.leaves[mostLeaves];
    if (overflow !== undefined) this.leaves[mostLeaves] = { ...overflow, end: this.#end };
    return this.leaves;
  }

  #boundaryLevel(text: string): number {
    const found = text.trimEnd();
    return this.#boundaries.findLastIndex(
      (boundary) => found === `--${boundary}` || found === `--${boundary}--`,
    );
  }

  #startBody(bodyStart: number): void {
    const { start, header } = this.#header ?? { start: bodyStart, header: [] };
    const fields = entityFields(header);
    this.#header = undefined;
    const plain = ['7bit', '8bit', 'binary'].includes(fields.encoding);
    if (
      this.#boundaries.length < deepest &&
      fields.type.startsWith('multipart/') &&
      fields.boundary !== undefined
    ) {
      this.#boundaries.push(fields.boundary);
    } else if (fields.type === 'message/rfc822' && plain) {
      // The message inside begins with its own header; the boundaries around it still hold.
      this.#header = { start: bodyStart, header: [] };
    } else {
      this.#leaf = { fields, start, bodyStart };
    }
  }

  #close(end: number): void {
    if (this.#header !== undefined && this.#header.start < end) this.#startBody(end);
    this.#header = undefined;
    if (this.#leaf === undefined || this.leaves.length > mostLeaves) return;
    const { fields, bodyStart } = this.#leaf;
    const unfollowed = fields.type.startsWith('multipart/') && fields.boundary !== undefined;
    const tooDeep = unfollowed || this.leaves.length === mostLeaves;
    this.leaves.push({ ...this.#leaf, end: Math.max(end, bodyStart), tooDeep });
    this.#leaf = undefined;
  }
}
