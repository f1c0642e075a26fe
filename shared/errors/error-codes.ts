import { bundleErrorCodes } from './bundle-codes.ts';
import { contentErrorCodes } from './content-codes.ts';
import { profileErrorCodes } from './profile-codes.ts';
import { serverErrorCodes } from './server-codes.ts';
import { syncErrorCodes } from './sync-codes.ts';

/**
 * Every expected failure of the product. A code crosses processes and networks; people read the title, explanation
 * and action that `renderer/locales` holds for it in both languages (a missing one fails a test).
 */
export const errorCodes = [
  'HOST_UNAVAILABLE',
  'HOST_RESTARTING',
  'INVALID_INPUT',
  'NOT_FOUND',
  'DATA_DIRECTORY_IN_USE',
  'DATA_DIRECTORY_UNREADABLE',
  'DATA_DIRECTORY_OTHER_POSTGRES_MAJOR',
  'DATA_DIRECTORY_NEWER_SCHEMA',
  'DATABASE_DAMAGED',
  'STORAGE_FULL',
  'STORAGE_UNAVAILABLE',
  'DATABASE_NOT_ANSWERING',
  'PACK_UNREADABLE',
  'PACK_FORMAT_UNKNOWN',
  'PACK_FORMAT_NEWER',
  'PACK_EMPTY',
  'PACK_TOO_LARGE',
  'NO_QUESTIONS_FOUND',
  'SESSION_ALREADY_FINISHED',
  'MIGRATION_FAILED',
  'DATABASE_UNREACHABLE',
  'DATABASE_SIGN_IN_REFUSED',
  'DATABASE_BUSY',
  'BACKUP_UNREADABLE',
  'BACKUP_FORMAT_NEWER',
  'RESTORE_WOULD_OVERWRITE',
  'INTERNAL',
  ...serverErrorCodes,
  ...syncErrorCodes,
  ...contentErrorCodes,
  ...bundleErrorCodes,
  ...profileErrorCodes,
] as const;
export type ErrorCode = (typeof errorCodes)[number];
