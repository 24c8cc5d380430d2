import type { Generation } from '../stand-in-profile.js';

/**
 * What the real server has in its configuration and the stand-in has no use for: such attributes are no
 * misspellings. Those of X were seen in files that 10.1 and 10.3 came with or saved (facts 1).
 */
export interface KnownAttributes {
  readonly server: readonly string[];
  readonly service: readonly string[];
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export const known: Readonly<Record<Generation, KnownAttributes>> = {
  '1.2': {
    server: words('smtpOutgoing imap webmail webadmin processing log sslControl'),
    service: words('minConnThreads maxConnThreads logType logHost serviceAccessControl'),
  },
  '10': {
    server: words(`
      smtpOutgoing imap webmail webadmin processing log dnr ftpBackup userdb filters reporting cluster
      serverName sslRandomFile scriptFilters socketFilters serverActiveFilters enableIOSynchronization
      maxIndexingThreads maxMigrationThreads defaultTimeZone defaultLanguage autodetectLanguage
      allowedLanguages initialAccountSettings serverDataLocation caBundlePath domainStorageParams userMaps
    `),
    service: words(`
      minConnThreads maxConnThreads logType logHost mappingData userdbConnectorType userdbConnectorName
      enableSmtpRouting allowStartTLS secureConnAllowLogin secureConnAuthTypes plainConnAuthTypes greetingsText
    `),
  },
};
