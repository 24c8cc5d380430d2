/** What the article wants, in few lines. */
export const done = [
  '[smtp]',
  '#smtp_allow_client_ip=127.0.0.1',
  'proxy_smtp_server_ip=0.0.0.0',
  'downstream_smtp_server_addr=127.0.0.1',
  'downstream_smtp_server_port=10026',
  '[pop3]',
  'pop3_enable_proxy=no',
  'pop3_virus_scan=no',
  '[socket7]',
  'proxy_service=SMTP_SERVICE',
  'proxy_port=25',
  '',
].join('\n');

/** Takes out the lines that match. */
export const without = (pattern: RegExp) =>
  done
    .split('\n')
    .filter((line) => !pattern.test(line))
    .join('\n');
