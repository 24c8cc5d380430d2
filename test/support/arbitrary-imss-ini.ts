import fc from 'fast-check';

const spaced = (name: string, value: string) =>
  fc.constantFrom(`${name}=${value}`, `${name} = ${value}  `, `${name}=${value}\t`);
const off = (line: string) => fc.constantFrom(line, `#${line}`, '');
const setTo = (name: string, ...values: readonly string[]) =>
  fc.constantFrom(...values).chain((one) => spaced(name, one));
const section = (name: string, ...keys: readonly fc.Arbitrary<string>[]) =>
  fc
    .tuple(...keys)
    .chain((lines) => fc.shuffledSubarray(lines, { minLength: lines.length }))
    .map((lines) => [`[${name}]`, '# its keys', ...lines].join('\n'));
const socket = (name: string, service: string, ...ports: readonly string[]) =>
  section(
    name,
    setTo('proxy_service', service),
    setTo('proxy_port', ...ports),
    fc.constant('proxy_max_connections=9'),
  );
const commands = fc
  .shuffledSubarray(['PIPELINING', 'SIZE', 'VRFY', 'VERFY', 'AUTH', 'auth', '8BITMIME'], { minLength: 1 })
  .chain((tokens) => fc.constantFrom(',', ', ').map((comma) => tokens.join(comma)))
  .chain((tokens) =>
    setTo(tokens.length % 2 === 0 ? 'supported_esmtp_cmds' : 'supported_esmtx_cmds', tokens),
  );
/** As many forms of imss.ini as say for certain where mail comes in and where it goes. */
export const imssIni = fc
  .tuple(
    section(
      'smtp',
      setTo('smtp_allow_client_ip', '127.0.0.1', '10.0.0.1').chain(off),
      setTo('proxy_smtp_server_ip', '127.0.0.1', '0.0.0.0', '10.0.0.1'),
      setTo('downstream_smtp_server_addr', '127.0.0.1', 'localhost'),
      setTo('downstream_smtp_server_port', '10026'),
      commands,
    ),
    section(
      'pop3',
      setTo('pop3_enable_proxy', 'yes', 'no', 'YES').chain(off),
      setTo('pop3_virus_scan', 'yes', 'no').chain(off),
    ),
    socket('socket1', 'SMTP_REPROCESS', '10024', '10025'),
    socket('socket7', 'SMTP_SERVICE', '10025', '25', '2500'),
    socket('socket3', 'POP3_SERVICE', '10110'),
  )
  .chain((sections) => fc.shuffledSubarray(sections, { minLength: sections.length }))
  .map((sections) => `; as the vendor ships it\n\n${sections.join('\n\n')}\n`);
