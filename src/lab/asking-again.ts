import { type LabOptions, resolveLabOptions } from './options.js';

/** The flags with which `lab` asks for this lab again: without them it would ask for the usual one, and be refused. */
export function flagsOf({ scanner, distro, axigen, forceStandIns, sshEra }: LabOptions): readonly string[] {
  const usual = resolveLabOptions({ scanner });
  const { generation, smtpName, clientsName } = axigen.profile;
  const plain = usual.axigen.profile;
  const named = generation === plain.generation;
  return [
    ...(scanner === resolveLabOptions({}).scanner ? [] : [`--scanner ${scanner}`]),
    ...(distro.id === usual.distro.id ? [] : [`--distro ${distro.id}`]),
    ...(named ? [] : [`--axigen ${generation}`]),
    ...(axigen.cli ? [] : ['--no-cli']),
    ...(!named || smtpName === plain.smtpName ? [] : [`--smtp-name ${smtpName}`]),
    ...(!named || clientsName === plain.clientsName ? [] : [`--clients-name ${clientsName}`]),
    ...(forceStandIns ? ['--stand-ins'] : []),
    ...(sshEra === undefined ? [] : [`--ssh-era ${sshEra}`]),
  ];
}
