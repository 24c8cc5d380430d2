/** What setup edits, and what damage is done to. */
export const configFiles = {
  cfg: '/var/opt/axigen/run/axigen.cfg',
  policy: '/var/opt/axigen/filters/smtpFilters.script',
  nod32: '/etc/opt/eset/nod32/nod32.cfg',
} as const;

/**
 * Shell functions for the tables. `cfg`, `policy` and `nod32` edit with sed; `axigen` and `scanner` act on services; `running` waits
 * until a program has run long enough for an edit to be later than its start; `unseen` gives the files the time that they had
 * before, so that no restart is owed; `holds PORT NAME
 * TO` is a program of that name that takes a port and passes on to another, until `lets_go`.
 */
export const damageWords = `
cfg=${configFiles.cfg} policy=${configFiles.policy} nod32=${configFiles.nod32} good=/root/good
cfg() { sed -i "$@" $cfg; }
policy() { sed -i "$@" $policy; }
nod32() { sed -i "$@" $nod32; }
axigen() { /etc/init.d/axigen "$1" > /dev/null; }
running() { until ps -C "$1" -o etime= | awk -F: '{ exit !($NF + 60 * $(NF - 1) > 3) }'; do sleep 0.1; done; }
unseen() { touch -r $good/axigen.cfg $cfg; touch -r $good/smtpFilters.script $policy; touch -r $good/nod32.cfg $nod32; }
holds() {
  /opt/lab/bin/node -e '
    const [port, name, to] = process.argv.slice(1); process.title = name; const net = require("net");
    net.createServer((one) => { const two = net.connect(to, "127.0.0.1"); for (const s of [one, two]) s.on("error", () => { one.destroy(); two.destroy(); }); one.pipe(two).pipe(one); })
      .listen(port, "0.0.0.0")' "$@" < /dev/null > /dev/null 2>&1 &
  echo $! > $good/holder
  until netstat -ltn | grep -q ":$1 "; do sleep 0.1; done
}
lets_go() { kill $(cat $good/holder); while netstat -ltnp 2>/dev/null | grep -q "$(cat $good/holder)/"; do sleep 0.1; done; }
scanner() { /etc/init.d/nod32d "$1" > /dev/null; /etc/init.d/nod32smtp "$1" > /dev/null; }
`;
