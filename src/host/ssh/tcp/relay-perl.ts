/**
 * A connection for perl 5.8 and its module Socket, which is older than the servers: arguments are address and port; `connected`,
 * then bytes both ways. The end of standard input closes that direction, the end of the connection ends it. No write is
 * longer than what a pipe takes at once after `select` says that it takes something, so neither direction waits for the other.
 */
export const relayPerl = `use Socket;
$SIG{PIPE} = "IGNORE";
($host, $port) = @ARGV;
$to = inet_aton($host) or die "$host: unknown host\\n";
socket(S, PF_INET, SOCK_STREAM, getprotobyname("tcp") || 6) or die "socket: $!\\n";
connect(S, sockaddr_in($port, $to)) or die "connect: $!\\n";
syswrite(STDOUT, "connected\\n") or exit 1;
($in, $out, $up, $down) = (fileno(STDIN), fileno(STDOUT), "", "");
$s = fileno(S);
$more = 1;
for (;;) {
  ($r, $w) = ("", "");
  vec($r, $in, 1) = 1 if $more && length($up) < 65536;
  vec($r, $s, 1) = 1 if length($down) < 65536;
  vec($w, $s, 1) = 1 if length($up);
  vec($w, $out, 1) = 1 if length($down);
  next if select($r, $w, undef, undef) < 0;
  if (vec($r, $in, 1)) {
    $n = sysread(STDIN, $up, 16384, length($up));
    unless ($n) { $more = 0; shutdown(S, 1) unless length($up); }
  }
  if (vec($w, $s, 1)) {
    $n = syswrite(S, $up, 4096);
    die "write: $!\\n" unless defined($n);
    substr($up, 0, $n) = "";
    shutdown(S, 1) unless $more || length($up);
  }
  if (vec($w, $out, 1)) {
    $n = syswrite(STDOUT, $down, 4096);
    exit 1 unless defined($n);
    substr($down, 0, $n) = "";
  }
  if (vec($r, $s, 1)) {
    $n = sysread(S, $down, 16384, length($down));
    die "read: $!\\n" unless defined($n);
    last unless $n;
  }
}
while (length($down)) {
  $n = syswrite(STDOUT, $down, 4096);
  exit 1 unless defined($n);
  substr($down, 0, $n) = "";
}`;
