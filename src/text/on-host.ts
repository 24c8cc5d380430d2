import { escapeControl } from './escape.js';

/** What a host that is this machine is called. */
export const thisServer = 'this server';

/** The help of a command is the same for every server. What names one already stays as it is. */
const verb = /\bgateway-setup (audit|plan|apply|verify|rollback|history|answers)\b(?! --h(?:elp|ost)\b)/g;
const flag = /\bgateway-setup (?=--(?:resume|tune|axigen-driver)\b)/g;

/** The commands that a text names, as they have to be typed for that server. Pure. */
export function onHost(text: string, target: string | undefined): string {
  if (target === undefined || target === thisServer) return text;
  const host = `--host ${escapeControl(target, 200)}`;
  return text.replace(verb, `gateway-setup $1 ${host}`).replace(flag, `gateway-setup ${host} `);
}

/** A finding whose remedy names commands as they have to be typed for that server. Pure. */
export function remedyOnHost<T extends { readonly remedy?: string }>(finding: T, target: string): T {
  return finding.remedy === undefined ? finding : { ...finding, remedy: onHost(finding.remedy, target) };
}
