import type { HostKeyView, Remembered } from '../../../../src/host/ssh/person.js';
import type { SshSettings } from '../../../../src/host/ssh/settings.js';

/** Somebody who answers every question about a host key in the same way; undefined: nobody is there. */
export function scriptedPerson(answer?: Remembered) {
  const asked: HostKeyView[] = [];
  const notes: string[] = [];
  return {
    asked,
    notes,
    confirmHostKey: async (view: HostKeyView) => {
      asked.push(view);
      return answer;
    },
    note: (text: string) => void notes.push(text),
  };
}

export function settingsFor(changed: Partial<SshSettings> = {}): SshSettings {
  return {
    alias: 'mail',
    hostName: 'mail.example.com',
    port: 22,
    user: 'root',
    identityFiles: [],
    identitiesOnly: false,
    userKnownHosts: [],
    globalKnownHosts: [],
    strictHostKeyChecking: 'ask',
    hashKnownHosts: false,
    ...changed,
  };
}
