import { readFileSync } from 'node:fs';
import { createSecureContext, type SecureContext } from 'node:tls';

/**
 * The certificate for STARTTLS. The file holds key and certificate, as the real server's
 * axigen_cert.pem does (facts 5), and comes with the installation. @throws the system's or OpenSSL's error
 */
export function loadCertificate(path: string): SecureContext {
  const pem = readFileSync(path, 'latin1');
  return createSecureContext({ key: pem, cert: pem });
}
