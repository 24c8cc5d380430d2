/** What the walker and the scanner need of one entity's header. */
export interface EntityFields {
  /** In lower case, such as `multipart/mixed`; `text/plain` when absent. */
  readonly type: string;
  readonly boundary: string | undefined;
  /** In lower case; `7bit` when absent. */
  readonly encoding: string;
  readonly name: string | undefined;
}

function parameter(value: string, name: string): string | undefined {
  const match = new RegExp(`;\\s*${name}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;"]+))`, 'i').exec(value);
  return match?.[1]?.replace(/\\(.)/g, '$1') ?? match?.[2];
}

/** `lines` are the lines of a header, folded ones still apart. */
export function entityFields(lines: readonly string[]): EntityFields {
  const fields = new Map<string, string>();
  let name = '';
  for (const line of lines) {
    const folded = /^[ \t]/.test(line);
    const colon = line.indexOf(':');
    if (folded && name !== '') {
      fields.set(name, `${fields.get(name) ?? ''} ${line.trim()}`);
    } else if (colon > 0) {
      name = line.slice(0, colon).trim().toLowerCase();
      fields.set(name, line.slice(colon + 1).trim());
    }
  }
  const contentType = fields.get('content-type') ?? 'text/plain';
  const disposition = fields.get('content-disposition') ?? '';
  return {
    type: (contentType.split(';')[0] ?? '').trim().toLowerCase(),
    boundary: parameter(contentType, 'boundary'),
    encoding: (fields.get('content-transfer-encoding') ?? '7bit').trim().toLowerCase(),
    name: parameter(disposition, 'filename') ?? parameter(contentType, 'name'),
  };
}
