import type { AuditedFinding } from '../../engine/audit/apply-waivers.js';
import { isSettled } from '../../model/finding.js';
import type { HostFacts } from '../../products/host-facts.js';
import type { Scanner } from '../../products/scanner.js';
import { escapeControl } from '../../text/escape.js';
import { verdictSign } from './findings.js';
import { hopsNow, type Place } from './mail-path.js';
import type { Paint } from './paint.js';

/** The first that fits an id tells its place; what fits none is not on the mail's path. */
const places: readonly (readonly [RegExp, Place])[] = [
  [
    /^(HOST-PORT-25|SMTP-.*|RELAY-(PROBE|LOCAL|AUTH)|OUTSIDE-(BANNER|STARTTLS|RELAY)|NOD32-LISTEN.*|IMSS-(LISTENING|PROXY-.*|CLIENT-IP))$/,
    'front',
  ],
  [
    /^(HOST-PORT-BACKEND|NOD32-SERVER-.*|NOD32-PASSES-ON|IMSS-PASSES-ON|IMSS-DOWNSTREAM|AXIGEN-LISTENER.*|(UNSCANNED|OUTSIDE)-BACKEND)$/,
    'backend',
  ],
  [/^(NOD32-.*|IMSS-.*|HOST-PORT-(SCANNER|CONSOLE)|OUTSIDE-CONSOLE)$/, 'scanner'],
  [/^TEST-MAIL-.*$/, 'mailboxes'],
  [/^(AXIGEN-.*|OUTSIDE-AXIGEN-CLI|RELAY-POLICY|IP-RULES.*|SERVICE-.*|UNSCANNED-.*)$/, 'axigen'],
];

function namesFor({ title }: Scanner): Readonly<Record<Place, string>> {
  return {
    front: 'port 25',
    scanner: title,
    backend: `the way from ${title} to AXIGEN`,
    axigen: 'AXIGEN',
    mailboxes: 'mailboxes',
  };
}

export function placeOf(id: string): Place | undefined {
  return places.find(([ids]) => ids.test(id))?.[1];
}

/** The mail's path, one hop below the other, and beside each what is wrong there. */
export function markedPath(
  { facts, scanner }: { readonly facts: HostFacts; readonly scanner: Scanner },
  findings: readonly AuditedFinding[],
  paint: Paint,
): string[] {
  const names = namesFor(scanner);
  const open = findings.filter((finding) => !isSettled(finding) && finding.waived === undefined);
  const hops = hopsNow(facts);
  const before = paint.signs.arrow.length + 5;
  const column = Math.min(Math.max(...hops.map(({ text }) => text.length)) + before, 44);
  const marks = (place: Place | undefined) =>
    place === undefined ? [] : open.filter(({ id }) => placeOf(id) === place);
  const missing = (Object.keys(names) as Place[]).filter(
    (place) => !hops.some((hop) => hop.place === place) && marks(place).length > 0,
  );
  const line = (head: string, wrong: readonly AuditedFinding[]) => marked(head, wrong, column, paint);
  return [
    "  The mail's path now:",
    ...hops.flatMap(({ text, place }, index) =>
      line(
        `    ${index === 0 ? ' '.repeat(paint.signs.arrow.length) : paint.signs.arrow} ${escapeControl(text, 200)}`,
        marks(place),
      ),
    ),
    ...missing.flatMap((place) => line(`    not on it: ${names[place]}`, marks(place))),
  ];
}

/** What is wrong, filled into lines beside the hop. Colours take no room, so it is measured without them. */
function marked(head: string, wrong: readonly AuditedFinding[], column: number, paint: Paint): string[] {
  const lines: string[] = [];
  let line = head.padEnd(column);
  let used = line.length;
  for (const { verdict, id } of wrong) {
    const room = id.length + 4;
    if (used > column && used + room > paint.width) {
      lines.push(line);
      line = ' '.repeat(column);
      used = column;
    }
    line += `  ${verdictSign(verdict, paint)} ${id}`;
    used += room;
  }
  return [...lines, line.trimEnd()];
}
