import { posix } from 'node:path';
import { lines, sh } from '../../host/shell.js';
import type { SurveyRequest } from '../../host/survey/request.js';
import type { Answers } from '../../model/answers.js';
import { imss } from './product.js';

export const rootSearch = 'imss-root';

/**
 * Looks for config/imss.ini wherever the server hints at: the start script and what it links to, running programs, the package
 * database, usual places (the article: "the location may differ"). Best first; each folder once.
 */
export function findRootRequest({ imssRoot }: Pick<Answers, 'imssRoot'>): SurveyRequest {
  const given = imssRoot === undefined ? sh`` : sh`printf 'given\t%s\n' ${imssRoot}`;
  return {
    kind: 'find-file',
    id: rootSearch,
    file: imss.configFile,
    script: sh`{
${lines(given, script, processes, packages, usual)}
} | ${eachOnce}`,
  };
}

/** Nothing but a regular file is read: a pipe would keep us waiting. Paths in quotes may have blanks in them. What follows a variable is no path from the root. */
const script = sh`
ls -l ${imss.script} | sed -n 's/^l.* -> //p' | awk -v folder=${posix.dirname(imss.script)} '
  { print "script\t" ($0 ~ /^\// ? "" : folder "/") $0 }'
[ -f ${imss.script} ] && awk '{
  count = split($0, part, /["\047]/)
  for (i = 1; i <= count; i++) if (part[i] ~ /^\//) print "script\t" part[i]
  rest = $0
  while (match(rest, /\/[A-Za-z0-9._+@,~\/-]+/)) {
    before = RSTART > 1 ? substr(rest, RSTART - 1, 1) : ""
    if (before !~ /[A-Za-z0-9_.})]/) print "script\t" substr(rest, RSTART, RLENGTH)
    rest = substr(rest, RSTART + RLENGTH)
  }
}' ${imss.script}`;

const processes = sh`
{
  ls -lq /proc/[0-9]*/exe | sed -n 's/ (deleted)$//; s/^l.* -> \(\/.*\)$/\1/p'
  ps -e -o args= | sed -n 's/^ *\(\/[^ ]*\).*$/\1/p'
} | awk '{ print "process\t" $0 }'`;

/** Not `rpm -qal`: listing every file of every package takes a slow server minutes. */
const packages = sh`
if [ -d /var/lib/dpkg/info ] && command -v dpkg >/dev/null 2>&1; then
  for name in $(dpkg-query -W -f=${'${Package}\\n'} | grep -i imss); do dpkg -L "$name"; done
elif command -v rpm >/dev/null 2>&1; then
  for name in $(rpm -qa | grep -i imss); do rpm -ql "$name"; done
fi | awk '
  match($0, /\/config(\/|$)/) { print "package\t" substr($0, 1, RSTART - 1) }
  match(tolower($0), /\/imss(\/|$)/) { print "package\t" substr($0, 1, RSTART + 4) }'`;

const usual = sh`
for place in ${imss.defaultRoot} /usr/local/trend/imss /opt/*/[Ii][Mm][Ss][Ss] /opt/[Ii][Mm][Ss][Ss] /usr/local/*/[Ii][Mm][Ss][Ss] /usr/local/[Ii][Mm][Ss][Ss]
do printf 'usual\t%s\n' "$place"
done | grep -v '[[]'`;

/** A path in a hint is a program or a file somewhere below the root: its parents are offered, too, but no system folder. */
const eachOnce = sh`awk '
  BEGIN { FS = "\t" }
  {
    path = $2
    gsub(/\/+/, "/", path)
    sub(/\/$/, "", path)
    while (path ~ /^\/./) {
      system_folder = path ~ /^\/(bin|sbin|lib|lib64|dev|etc|proc|sys|usr\/(bin|sbin|lib|lib64|libexec|share))$/ || path ~ /^\/(bin|sbin|lib|lib64|dev|proc|sys|usr\/(bin|sbin|lib|lib64|libexec|share))\//
      if (!system_folder && !(path in seen)) { seen[path] = 1; print $1 "\t" path }
      if ($1 != "script" && $1 != "process") break
      sub(/\/[^\/]*$/, "", path)
    }
  }'`;
