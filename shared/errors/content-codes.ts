/** What can happen to content beside what a file itself may be. */
export const contentErrorCodes = [
  /** A person stopped the import; nothing of the file was kept. */
  'IMPORT_CANCELLED',
  /** The system did not hand the bytes over: a folder, or a file that moved or is locked. */
  'FILE_NOT_READABLE',
] as const;
