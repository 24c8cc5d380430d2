#!/bin/sh
# Process 1 of the lab's namespaces, while it still sees the machine's file system: mounts what a server
# has mounted, brings the loopback up, moves into the lab's root directory and becomes its init.
# Usage: boot.sh ROOT HOSTNAME; file descriptor 3 tells the builder how far it is.
set -eu
root=$1
name=$2

# This /proc is still the machine's, so the number is the one by which the machine knows us.
read -r pid rest </proc/self/stat
echo "pid $pid" >&3

mount --bind "$root" "$root"
# su and sudo run as their owner, which a file system may forbid. Whoever may not allow it has to do without.
mount -o remount,bind,suid "$root" 2>/dev/null || :
cd "$root"
mount -t proc proc proc
mount -t tmpfs -o mode=755 tmpfs dev
for device in null zero full random urandom tty; do
    : >"dev/$device"
    mount --bind "/dev/$device" "dev/$device"
done
mkdir dev/pts dev/shm
chmod 1777 dev/shm
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts dev/pts
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
ln -s /proc/self/fd/0 dev/stdin
ln -s /proc/self/fd/1 dev/stdout
ln -s /proc/self/fd/2 dev/stderr

hostname "$name"

# A bare Debian has neither iproute2 nor net-tools; perl-base it always has.
# 0x8914 is SIOCSIFFLAGS, the flags are IFF_UP and IFF_RUNNING.
if command -v ip >/dev/null; then
    ip link set lo up
elif command -v ifconfig >/dev/null; then
    ifconfig lo 127.0.0.1 up
else
    perl -e 'socket(my $s, 2, 2, 0) or die "socket: $!\n";
             my $request = pack("a16 s x22", "lo", 0x41);
             ioctl($s, 0x8914, $request) or die "loopback: $!\n";'
fi

# On a machine that runs from an initial RAM disk the root cannot be swapped; there chroot has to do.
if pivot_root . opt/lab/old-root 2>/dev/null; then
    cd /
    exec /sbin/init
fi
exec chroot . /sbin/init
