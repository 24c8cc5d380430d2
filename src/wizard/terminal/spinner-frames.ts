/** What turns while something is under way. ASCII, so that it looks the same everywhere. */
export const spinnerFrames: string[] = ['|', '/', '-', '\\'];
