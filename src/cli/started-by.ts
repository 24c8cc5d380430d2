import { hostname, userInfo } from 'node:os';

/** Names who holds the lock and made the run: "root on mail.example.com, process 812". */
export function startedBy(): string {
  return `${userName()} on ${hostname()}, process ${process.pid}`;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // No entry in the user database, as in some containers.
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}
