/** A file as imss.ini may be: several sockets, keys off and on, a section twice, CRLF and latin1 here and there. */
export const imssIni = [
  '# Interscan Messaging Security Suite \u00a9\r\n',
  '[general]\n',
  'proxy_port=1\n',
  'log_level=3\n',
  '\n',
  '[socket1]\n',
  '# the port below\n',
  'proxy_service=SMTP_SERVICE \n',
  'proxy_port=10025\r\n',
  'proxy_max_conn = 100\n',
  '\n',
  '[socket2]\n',
  'proxy_service=SMTP_REPROCESS\n',
  'proxy_port=10024\n',
  '[smtp]\n',
  '#smtp_allow_client_ip=10.0.0.1\n',
  'smtp_allow_client_ip=127.0.0.1\t\n',
  'proxy_smtp_server_ip=127.0.0.1\n',
  'supported_esmtp_cmds=PIPELINING,SIZE,VRFY,ETRN,XVERP,8BITMIME  \n',
  'downstream_smtp_server_addr=127.0.0.1\n',
  'downstream_smtp_server_port=10026\n',
  '[pop3]\n',
  'pop3_enable_proxy=yes\n',
  '#pop3_virus_scan=yes\n',
  '[smtp]\n',
  'note=\u00fcber = allem\n',
].join('');

/** The text with one thing replaced, which must be in it. */
export function withText(from: string, to: string, text = imssIni): string {
  if (!text.includes(from)) throw new Error(`it does not say ${from}`);
  return text.replace(from, to);
}
