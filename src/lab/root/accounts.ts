/** Number of the axigen user and group on a server; facts leave it open, packages of the time took the 200s. */
export const axigenId = 220;

/** The person who works on the server, beside root. */
const operator = 'operator';
export const operatorHome = `/home/${operator}`;

/** The first number that distributions of the time gave to a person. */
export const operatorId = 500;

/** That of sshd's unprivileged part, as Red Hat has it. */
const sshdId = 74;

/**
 * The passwords of root and operator as crypt(3) keeps them (SHA-512). They are no secrets: whoever uses the
 * lab is told them (`labRootPassword`, `labOperatorPassword`).
 */
const hashes = {
  root: '$6$rehearsal$Mm8S64b9f84HlV.vsoVatO1tvgUKPTTuBt6s074n1uAgZZ9hgPrvVEW6QJrgXWU7rqS4suaEfaLXnvhOQYpBG/',
  operator:
    '$6$rehearsal$9.p6R.Bazq.APsQPYnkbh4D7S5d9OtuvwfHsvxKom0P79OtriHXi3Y6Gjy1CxiSsT.j8qSxYAN4fyjh4YPF3b0',
} as const;

/**
 * The files that say who there is.
 * @param hasUsers false where the lab has but one user, root: axigen is then root by another name, and
 * nobody else can be anybody.
 */
export function accountFiles(hasUsers: boolean): Readonly<Record<string, string>> {
  const axigen = hasUsers ? axigenId : 0;
  const person = `${operator}:x:${operatorId}:${operatorId}`;
  const passwd = [
    'root:x:0:0:root:/root:/bin/bash',
    'bin:x:1:1:bin:/bin:/bin/false',
    'daemon:x:2:2:daemon:/sbin:/bin/false',
    'mail:x:8:12:mail:/var/spool/mail:/bin/false',
    'nobody:x:65534:65534:nobody:/:/bin/false',
    `axigen:x:${axigen}:${axigen}:AXIGEN Mail Server:/var/opt/axigen:/bin/false`,
    ...(hasUsers
      ? [
          `sshd:x:${sshdId}:${sshdId}:Privilege-separated SSH:/:/bin/false`,
          `${person}:The operator:${operatorHome}:/bin/bash`,
        ]
      : []),
  ];
  const group = [
    'root:x:0:root',
    'bin:x:1:',
    'daemon:x:2:',
    'tty:x:5:',
    'disk:x:6:',
    'mail:x:12:',
    'nobody:x:65534:',
    `axigen:x:${axigen}:`,
    ...(hasUsers ? [`sshd:x:${sshdId}:`, `${operator}:x:${operatorId}:`] : []),
  ];
  const shadow = passwd.map((line) => {
    const name = line.slice(0, line.indexOf(':'));
    return `${name}:${name === 'root' || name === 'operator' ? hashes[name] : '*'}:13000:0:99999:7:::`;
  });
  return { '/etc/passwd': lines(passwd), '/etc/group': lines(group), '/etc/shadow': lines(shadow) };
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}
