/** Where the world brings its mail (RFC 5321, 4.5.4.2): AXIGEN's before the handover, the scanner's after it. */
export const publicPort = 25;
