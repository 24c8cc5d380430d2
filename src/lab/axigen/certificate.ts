import { readFile } from 'node:fs/promises';
import { createSecureContext, type SecureContext } from 'node:tls';
import { stageFile } from '../mail/safe-file.js';

const tenYears = 3650 * 24 * 3600 * 1000;

/**
 * The certificate for STARTTLS, from `path`; made there at the first start (about 0.1 s), self-signed.
 * The file holds key and certificate, as the real server's axigen_cert.pem does.
 */
export async function loadCertificate(path: string, host: string): Promise<SecureContext> {
  const pem = await readFile(path, 'latin1').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return makeCertificate(path, host);
    throw error;
  });
  return createSecureContext({ key: pem, cert: pem });
}

async function makeCertificate(path: string, host: string): Promise<string> {
  const { generate } = await import('selfsigned');
  const made = await generate([{ name: 'commonName', value: host }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + tenYears),
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }],
  });
  const pem = `${made.private.trim()}\n${made.cert.trim()}\n`;
  try {
    const file = await stageFile(path, Buffer.from(pem, 'latin1'));
    await file.commit();
  } catch {
    // A full disk is no reason not to start: the next start makes another one.
  }
  return pem;
}
