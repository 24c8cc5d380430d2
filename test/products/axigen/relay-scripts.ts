import { expect } from 'vitest';
import { parsePolicy, printPolicy } from '../../../src/documents/policy/index.js';
import { findLoopbackRelay, removeLoopbackRelay } from '../../../src/products/axigen/relay-rule.js';

export const parse = (text: string) => parsePolicy(Buffer.from(text, 'latin1'), 'smtpFilters.script');

export function kindsIn(text: string): readonly string[] {
  return findLoopbackRelay(parse(text)).map(({ kind }) => kind);
}

/** The script without the rule; also checks that nothing but guarded rules is left, and that once is enough. */
export function closed(text: string): string {
  const doc = removeLoopbackRelay(parse(text));
  const left = findLoopbackRelay(doc).filter(({ kind }) => kind !== 'guarded');
  expect(left).toEqual([]);
  expect(removeLoopbackRelay(doc)).toBe(doc);
  return Buffer.from(printPolicy(doc)).toString('latin1');
}

export const loopback = 'ipRange (remoteSmtpIp, "127.0.0.0/255.0.0.0")';
export const lan = 'ipRange (remoteSmtpIp, "192.168.0.0/255.255.0.0")';
export const vpn = 'ipRange (remoteSmtpIp, "10.0.0.0-10.0.0.255")';
export const login = 'is (authUser, "boss")';
export const open = 'set (remoteDelivery, "all");';

export const onEhlo = (statements: string) =>
  `# policy\nevent onEhlo {\n  set (maxDataSize, "10240");\n${statements}}\n`;
export const rule = (condition: string, body = open) => `  if (${condition}) {\n    ${body}\n  }\n`;
