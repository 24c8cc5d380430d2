/** Where commands are looked for on a target: a root who came by `su` without `-` has no sbin. */
export const targetPath = '/usr/local/sbin:/usr/local/bin:/sbin:/bin:/usr/sbin:/usr/bin';
