/**
 * Lines of sshd_config that leave a server of today only the algorithms of an old one (myproposal.h of OpenSSH
 * 3.6.1p2 and 4.3p2), as far as it still has them. What it calls itself stays as it is. It needs an RSA host key.
 */
export function eraLines(era: 2003 | 2006): readonly string[] {
  const counter = era === 2003 ? '' : 'aes128-ctr,aes192-ctr,aes256-ctr,';
  const group14 = era === 2003 ? '' : 'diffie-hellman-group14-sha1,';
  return [
    `KexAlgorithms diffie-hellman-group-exchange-sha1,${group14}diffie-hellman-group1-sha1`,
    `Ciphers ${counter}aes128-cbc,3des-cbc,aes192-cbc,aes256-cbc`,
    'MACs hmac-md5,hmac-sha1,hmac-sha1-96,hmac-md5-96',
    'HostKeyAlgorithms ssh-rsa,ssh-dss',
    // A server of today says that it takes rsa-sha2 signatures whatever stands here, so that clients make them.
    'PubkeyAcceptedAlgorithms ssh-rsa,ssh-dss,rsa-sha2-256,rsa-sha2-512',
  ];
}
