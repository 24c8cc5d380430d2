/** Numbers of the RPM v4 header that the lab's packages use (rpm's rpmtag.h and rpmtypes.h). */
export const RpmType = { int16: 3, int32: 4, string: 6, binary: 7, stringArray: 8, i18nString: 9 } as const;
export type RpmType = (typeof RpmType)[keyof typeof RpmType];

export const RpmTag = {
  headerSignatures: 62,
  headerImmutable: 63,
  i18nTable: 100,
  name: 1000,
  version: 1001,
  release: 1002,
  summary: 1004,
  description: 1005,
  buildTime: 1006,
  buildHost: 1007,
  size: 1009,
  license: 1014,
  group: 1016,
  os: 1021,
  arch: 1022,
  preIn: 1023,
  postIn: 1024,
  preUn: 1025,
  postUn: 1026,
  fileSizes: 1028,
  fileModes: 1030,
  fileRdevs: 1033,
  fileMtimes: 1034,
  fileDigests: 1035,
  fileLinkTos: 1036,
  fileFlags: 1037,
  fileUserName: 1039,
  fileGroupName: 1040,
  sourceRpm: 1044,
  fileVerifyFlags: 1045,
  provideName: 1047,
  requireFlags: 1048,
  requireName: 1049,
  requireVersion: 1050,
  rpmVersion: 1064,
  preInProg: 1085,
  postInProg: 1086,
  preUnProg: 1087,
  postUnProg: 1088,
  fileDevices: 1095,
  fileInodes: 1096,
  fileLangs: 1097,
  provideFlags: 1112,
  provideVersion: 1113,
  dirIndexes: 1116,
  baseNames: 1117,
  dirNames: 1118,
  payloadFormat: 1124,
  payloadCompressor: 1125,
  payloadFlags: 1126,
  fileDigestAlgo: 5011,
  encoding: 5062,
  payloadDigest: 5092,
  payloadDigestAlgo: 5093,
} as const;

export const RpmSignatureTag = {
  sha1Header: 269,
  sha256Header: 273,
  size: 1000,
  md5: 1004,
  payloadSize: 1007,
} as const;

/** `%config(noreplace)`: RPMFILE_CONFIG and RPMFILE_NOREPLACE. */
export const configFlags = 1 | 16;
/** RPMFILE_CONFIG alone: what a reader looks for. */
export const configFlag = 1;
/** PGPHASHALGO_SHA256. */
export const sha256Algorithm = 8;
/** RPMSENSE_LESS, RPMSENSE_EQUAL and RPMSENSE_RPMLIB. */
export const senseRpmlib = 2 | 8 | (1 << 24);
export const senseEqual = 8;
export const fileTypeRegular = 0o100000;
export const fileTypeDirectory = 0o040000;
export const fileTypeMask = 0o170000;
