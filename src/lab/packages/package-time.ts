/**
 * The time stamp of everything in the lab's packages, in seconds since 1970: 6 December 2006, the date of the
 * NOD32 LMS 2.5x manual. Fixed, so that the same contents always give the same package.
 */
export const packageTime = 1165363200;
