/**
 * Packages that dist/ has not within itself (build/packages.ts): ssh2 looks for programs of its own beside itself, and selfsigned
 * is needed by few.
 */
export const notBundled = ['ssh2', 'selfsigned'] as const;
