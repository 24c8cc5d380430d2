const tenYears = 3650 * 24 * 3600 * 1000;

const made = new Map<string, Promise<string>>();

/**
 * A self-signed certificate with its key, as the installer makes one. It is the builder's business: what
 * it takes is not copied into the lab. The same one for every lab of this process (it takes about 0.1 s).
 */
export function makeCertificate(host: string): Promise<string> {
  const known = made.get(host);
  if (known !== undefined) return known;
  const fresh = generate(host);
  made.set(host, fresh);
  return fresh;
}

async function generate(host: string): Promise<string> {
  const { generate: generatePair } = await import('selfsigned');
  const pair = await generatePair([{ name: 'commonName', value: host }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + tenYears),
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }],
  });
  return `${pair.private.trim()}\n${pair.cert.trim()}\n`;
}
