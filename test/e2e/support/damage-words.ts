import type { LabScanner } from '../../../src/lab/scanners.js';
import { usualRoot } from './imss.js';

/** The scanner's own file. */
const configFiles = {
  nod32: '/etc/opt/eset/nod32/nod32.cfg',
  imss: `${usualRoot}/config/imss.ini`,
} as const satisfies Readonly<Record<LabScanner, string>>;

/**
 * Shell functions for the tables. `cfg`, `policy` and `config` edit with sed; `axigen` and `scanner` act on services; `running` waits
 * until a program has run long enough for an edit to be later than its start; `unseen` gives the files the time that they had
 * before, so that no restart is owed; `holds PORT NAME TO` is a program of that name that takes a port and passes on to another,
 * until `lets_go`; `keep_good` keeps the files and `get_good` brings them back.
 */
const shared = `
cfg=/var/opt/axigen/run/axigen.cfg policy=/var/opt/axigen/filters/smtpFilters.script good=/root/good
cfg() { sed -i "$@" $cfg; }
policy() { sed -i "$@" $policy; }
config() { sed -i "$@" $config; }
keep_good() { mkdir -p $good; cp -p $cfg $policy $good/; cp -p $config $good/config; }
get_good() { cp -p $good/axigen.cfg $cfg; cp -p $good/smtpFilters.script $policy; cp -p $good/config $config; }
unseen() { touch -r $good/axigen.cfg $cfg; touch -r $good/smtpFilters.script $policy; touch -r $good/config $config; }
axigen() { /etc/init.d/axigen "$1" > /dev/null; }
running() { until ps -C "$1" -o etime= | awk -F: '{ exit !($NF + 60 * $(NF - 1) > 3) }'; do sleep 0.1; done; }
listens() { until netstat -ltn | grep -q ":$1 "; do sleep 0.1; done; }
passing_on='
  const [port, to, name] = process.argv.slice(1); if (name) process.title = name; const net = require("net");
  net.createServer((one) => { const two = net.connect(to, "127.0.0.1"); for (const s of [one, two]) s.on("error", () => { one.destroy(); two.destroy(); }); one.pipe(two).pipe(one); })
    .listen(port, "0.0.0.0")'
holds() {
  /opt/lab/bin/node -e "$passing_on" "$1" "$3" "$2" < /dev/null > /dev/null 2>&1 &
  echo $! > $good/holder; listens "$1"
}
lets_go() { kill $(cat $good/holder); while netstat -ltnp 2>/dev/null | grep -q "$(cat $good/holder)/"; do sleep 0.1; done; }
`;

const nod32 = `
config=${configFiles.nod32}
scanner() { /etc/init.d/nod32d "$1" > /dev/null; /etc/init.d/nod32smtp "$1" > /dev/null; }
`;

/**
 * `home` is the folder of IMSS; `stand_in` sets how its stand-in behaves; `serves` acts on the service, and `scanner` waits for the
 * port that it opens last, too; `imss_holds PORT TO` is a program of the folder of IMSS that takes a port and passes on to another.
 */
const imss = `
home=${usualRoot} config=${configFiles.imss}
stand_in() { sed -i "s/^$1 =.*/$1 = $2/" $home/share/stand-in.ini; }
serves() { /etc/init.d/S99ISIMSS "$1" > /dev/null; }
scanner() { serves "$1"; [ "$1" = stop ] || listens 8445; }
imss_holds() {
  node=$(sed -n 's|^exec .*/bin/imss-standin" \\(.*\\)/opt/lab/gateway-setup/.*|\\1|p' $home/bin/start-imss-standin)
  $home/bin/imss-standin $node -e "$passing_on" "$1" "$2" < /dev/null > /dev/null 2>&1 &
  echo $! > $good/holder; listens "$1"
}
`;

export const damageWords: Readonly<Record<LabScanner, string>> = {
  nod32: shared + nod32,
  imss: shared + imss,
};
