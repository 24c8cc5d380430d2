import { imssActivationCode, imssMedia } from '../../../../src/lab/imss/install/media.js';
import type { Lab } from '../../../../src/lab/lab.js';
import { execApart } from '../../lab-in-test.js';

export interface Said {
  readonly code: number;
  readonly text: string;
}

/** What a person types at the installer's questions, one after the other. */
export const consent = {
  usual: ['yes', imssActivationCode, '', 'yes'],
  into: (folder: string) => ['yes', imssActivationCode, folder, 'yes'],
} as const;

/** The installer and the service of IMSS in a lab, as its administrator uses them. */
export class Installation {
  constructor(
    readonly lab: Lab,
    readonly root = '/opt/trend/imss',
  ) {}

  async run(script: string, input = ''): Promise<Said> {
    const { code, stdout, stderr } = await execApart(this.lab, ['/bin/sh', '-c', script], input);
    return { code, text: `${stdout}${stderr}` };
  }

  install(answers: readonly string[]): Promise<Said> {
    return this.run(`/bin/sh ${imssMedia}/install.sh`, answers.map((line) => `${line}\n`).join(''));
  }

  service(verb: string): Promise<Said> {
    return this.run(`/etc/init.d/S99ISIMSS ${verb}`);
  }

  /** Settings of the stand-in, beside the installer: `fail-at` to `config`. The others get their defaults. */
  async set(settings: Readonly<Record<string, string>>): Promise<void> {
    const edits = Object.entries(settings).map(([key, value]) => `-e 's|^${key} =.*|${key} = ${value}|'`);
    const shipped = `${imssMedia}/stand-in.ini`;
    await this.run(
      `[ -f ${shipped}.shipped ] || cp ${shipped} ${shipped}.shipped; sed ${edits.join(' ')} -e '' ${shipped}.shipped > ${shipped}`,
    );
  }

  /** Every path on the server, but what changes by itself. */
  async paths(): Promise<readonly string[]> {
    const { text } = await this.run(
      'find / \\( -path /proc -o -path /dev -o -path /opt/lab -o -path /tmp -o -path /var/opt/axigen -o -path /root \\) -prune -o -print',
    );
    return text.split('\n').sort();
  }

  /** Takes away what an installation left, whole or half. */
  async remove(): Promise<void> {
    await this.run(`[ ! -x /etc/init.d/S99ISIMSS ] || /etc/init.d/S99ISIMSS stop
rm -rf ${this.root} /opt/trend /etc/init.d/S99ISIMSS /etc/rc.d/rc?.d/S99ISIMSS
sed '/^imss-console/d' /etc/services > /etc/services.new && mv /etc/services.new /etc/services`);
  }
}
