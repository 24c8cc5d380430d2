interface AgreementCase {
  readonly config: string;
  readonly destination: string;
}

/** One configuration, and the servers that it is read for. */
function of(config: string, ...destinations: readonly string[]): readonly AgreementCase[] {
  return destinations.map((destination) => ({ config, destination }));
}

/** Configurations that OpenSSH takes; INNER stands for a file beside it, ANY for a pattern that means that file alone. */
export const agreementCases: readonly AgreementCase[] = [
  ...of('', 'box', 'Box.Example', 'joe@box:2222', '[::1]:22', '127.0.0.1'),
  ...of('Host b?x\n  Port 24\nMatch originalhost ???\n  User joe\n', 'box', 'bx', 'boox'),
  ...of('Host b*\n  HostName %h.example.com\nHost *\n  Port 24\n', 'box', 'other'),
  ...of('Host * !box\n  User joe\n', 'box', 'other'),
  ...of('Host "box" other\r\n\tPort\t=\t24  # twenty-four\r\n', 'box', 'other'),
  ...of('User DOMAIN\\joe\nIdentityFile "~/my keys/a"\nIdentityFile ~/x=y\nIdentityFile none\n', 'box'),
  ...of('Host s\n HostName long.name\nMatch final\n Port 7\nHost long.name\n User found\n', 's', 'long.name'),
  ...of('Match host=b?x,!bax\n Port 7\nMatch host BAX\n Port 8\nHost BAX\n User joe', 'box', 'bax', 'BAX'),
  ...of('ProxyJump none\nProxyJump gate\n', 'box'),
  ...of('ProxyJump none\nProxyCommand nc %h %p\n', 'box'),
  ...of('ProxyCommand none\nHost box\nProxyJump gate\n', 'box'),
  ...of('Host box\nProxyJump gate\nHost *\nProxyCommand nc %h %p\n', 'box'),
  ...of(
    'Host box\nProxyJump a,joe@b:23 # by the way\nHost a\nProxyCommand nc %h %p\nHost b\nProxyJump c\n',
    'box',
  ),
  ...of('Host box\nProxyJump %r@gate-%h\nHost gate-*\nHostName %h.example.com\n', 'joe@box'),
  ...of('ProxyCommand nc "%h"  \'%n\' %p # %r %%\n', 'joe@box:2200'),
  ...of('GlobalKnownHostsFile none\nUserKnownHostsFile none\nStrictHostKeyChecking YES\n', 'box'),
  ...of('UserKnownHostsFile ~/a/%%h "/b c/%h" ${KEYS}/%p-%r-%u-%i-%L-%l-%d-%C-%k-%n\n', 'joe@Box:2200'),
  ...of('HostKeyAlias key-of-box\nUserKnownHostsFile /known/%k\nHostName 10.0.0.1\n', 'box'),
  ...of(
    'ConnectTimeout 1h2m3s\nHashKnownHosts true\nIdentitiesOnly YES\nSendEnv LANG\nLogLevel debug\n',
    'box',
  ),
  ...of(
    'Host box\n Include INNER\n User joe\nHost third\n Include "INNER" INNER.d/*\n',
    'box',
    'other',
    'third',
  ),
  ...of('Include ANY\nUser joe\nMatch host other\n  Port 27\n', 'box', 'other'),
  // As some distributions have it.
  ...of(
    'Match final all\n  Include INNER\n  Ciphers aes128-ctr\nMatch !final all\n  User joe\n',
    'box',
    'other',
  ),
  ...of('RevokedHostKeys ~/gone/%h-%p\nRevokedHostKeys /never\n', 'box', 'joe@Box:2222'),
  ...of('RevokedHostKeys "/with a space"\n', 'box'),
  ...of('RevokedHostKeys none\n', 'box'),
  ...of('IdentityAgent $KEYS\n', 'box'),
  ...of('IdentityAgent $UNHEARD_OF\n', 'box'),
  ...of('IdentityAgent ~/agent-%r\n', 'box'),
];
