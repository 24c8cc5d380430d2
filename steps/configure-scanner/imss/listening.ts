import { sectionLabel } from '../../../src/documents/ini/index.js';
import { UserError } from '../../../src/errors.js';
import { type ImssConfig, imssKeys } from '../../../src/products/imss/config.js';
import { commentOutClientIp, setProxyAddress, setProxyPort } from '../../../src/products/imss/edits.js';
import { imss } from '../../../src/products/imss/product.js';
import { listed } from '../../../src/products/service-words.js';
import { foundText, mended, placeOf, says, settled, type Wish } from './wish.js';

const { clientIp, proxyPort, proxyAddress, smtp } = imssKeys;

/** Whose connections it takes: everybody's. */
export function takesFromAll(config: ImssConfig, file: string): Wish {
  const found = config.clientIp;
  const rest = {
    wanted: `no ${clientIp} in [${smtp}]: it is commented out with #`,
    why: 'IMSS turns away every mail server whose address is not in it.',
  };
  if (found === undefined) return notInSmtp(config, file, rest);
  const where = placeOf(found, file);
  return mended(
    'IMSS-CLIENT-IP',
    {
      ...rest,
      found: foundText(found),
      where,
      remedy: `Put # in front of ${clientIp} in the section [${smtp}].`,
    },
    {
      keys: [clientIp],
      edit: (document) => {
        if (found.doubt === undefined) return commentOutClientIp(document);
        throw new UserError(`${where}: ${clientIp} is left alone: ${found.doubt}`, {
          why: 'A file that is not understood whole is not edited.',
          next: 'Put the file right at that place, then run gateway-setup again.',
        });
      },
    },
  );
}

/** The lines of others that carry its name are named, and left alone: from this machine itself nothing would be seen of them. */
function notInSmtp(
  { clientIpElsewhere }: ImssConfig,
  file: string,
  rest: { readonly wanted: string; readonly why: string },
): Wish {
  const [first] = clientIpElsewhere;
  if (first === undefined)
    return settled('IMSS-CLIENT-IP', 'ok', { ...rest, found: 'no line sets it', where: file });
  const lines = clientIpElsewhere.map(
    ({ key, section, line }) => `line ${line} sets ${key} in ${sectionLabel(section)}`,
  );
  return settled('IMSS-CLIENT-IP', 'risk', {
    ...rest,
    found: `no line of [${smtp}] sets it, but ${listed(lines)}`,
    where: placeOf(first, file),
    remedy: `Whether IMSS goes by that is not known. Unless its manual says otherwise put # in front, and restart IMSS (${imss.script} restart).`,
  });
}

/** The port of the one socket that takes the mail. */
export function onPort25({ smtpSockets }: ImssConfig, file: string): Wish {
  const id = 'IMSS-PROXY-PORT';
  const { listenPort } = imss.wanted;
  const rest = {
    wanted: `${proxyPort}=${listenPort} in the one section with ${imssKeys.proxyService}=SMTP_SERVICE`,
    why: 'Mail from other servers comes in on port 25.',
  };
  const [socket, ...others] = smtpSockets;
  if (socket === undefined || others.length > 0 || socket.doubt !== undefined) {
    const sections = smtpSockets.map(({ section, line }) => `${sectionLabel(section)} (line ${line})`);
    return settled(id, 'unknown', {
      ...rest,
      found: socket === undefined ? 'there is none' : (socket.doubt ?? `${listed(sections)} have it`),
      where: file,
      remedy: `Put the file right by hand: one section must have ${imssKeys.proxyService}=SMTP_SERVICE.`,
    });
  }
  const { port, section } = socket;
  const where = placeOf(port ?? socket, file);
  if (port !== undefined && says(port, String(listenPort)))
    return settled(id, 'ok', { ...rest, found: foundText(port), where });
  return mended(
    id,
    {
      ...rest,
      found:
        port === undefined
          ? `not set in ${sectionLabel(section)} (default ${imss.ownPort})`
          : foundText(port),
      where,
      remedy: `Set ${proxyPort}=${listenPort} in ${sectionLabel(section)}.`,
    },
    { keys: [proxyPort], edit: (document) => setProxyPort(document, socket, listenPort) },
  );
}

/** The addresses on which it listens. `inFront`: it was seen to listen on port 25 on all of them. */
export function onAllAddresses(config: ImssConfig, file: string, inFront: boolean): Wish {
  const id = 'IMSS-PROXY-ADDRESS';
  const address = imss.wanted.listenAddress;
  const rest = {
    wanted: `${proxyAddress}=${address}, wherever it stands`,
    why: 'Only then mail from other machines reaches IMSS.',
  };
  const edit = {
    keys: [proxyAddress],
    edit: (document: ImssConfig['document']) => setProxyAddress(document, config, address),
  };
  const { proxyAddress: places, proxyAddressOff: off } = config;
  const [first] = places;
  if (first !== undefined) {
    const found = places.map((one) => `${foundText(one)} in ${sectionLabel(one.section)}`).join('; ');
    const wrong = places.find((one) => !says(one, address));
    const here = { ...rest, found, where: placeOf(wrong ?? first, file) };
    if (wrong === undefined) return settled(id, 'ok', here);
    return mended(id, { ...here, remedy: `Set ${proxyAddress}=${address} there.` }, edit);
  }
  if (inFront)
    return settled(id, 'ok', { ...rest, found: 'no line sets it, and IMSS listens everywhere', where: file });
  const [section, ...more] = off;
  if (section !== undefined && more.length === 0) {
    const found = `commented out in ${sectionLabel(section)} (default ${imss.defaults.listenAddress})`;
    const remedy = `Take the mark away, and set ${proxyAddress}=${address} there.`;
    return mended(id, { ...rest, found, where: file, remedy }, edit);
  }
  const sections = listed(off.map(sectionLabel));
  return settled(id, 'unknown', {
    ...rest,
    found: off.length === 0 ? 'it stands nowhere in the file' : `commented out in ${sections}`,
    where: file,
    remedy: `See in the IMSS manual to which section ${proxyAddress} belongs, set it there to ${address} by hand, then run gateway-setup again.`,
    blocks: 'failed',
  });
}
