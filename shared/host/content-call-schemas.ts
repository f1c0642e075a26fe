/** Checks the input of `ContentCalls`. */
import { z } from 'zod';
import { csvColumnRoles } from '../content/import/csv/csv-mapping.ts';
import { textEncodingNames } from '../content/import/decode-text.ts';
import { pictureHashSchema } from '../content/picture.ts';

/** More columns than any table of questions has. */
const maximumColumns = 200;

const delimiter = z.enum([',', ';', '\t', '|']);
const hasHeader = z.boolean();
const roles = z.array(z.enum(csvColumnRoles)).max(maximumColumns);
const encoding = z.enum(textEncodingNames);
const fileName = z.string().min(1).max(1000);
const bytes = z.instanceof(Uint8Array);
const importId = z.string().min(1).max(100);

export const contentCallSchemas = {
  previewTable: z.object({
    fileName,
    bytes,
    given: z.object({
      delimiter: delimiter.optional(),
      hasHeader: hasHeader.optional(),
      roles: roles.optional(),
      encoding: encoding.optional(),
    }),
  }),
  importTable: z.object({
    importId,
    fileName,
    bytes,
    mapping: z.object({ delimiter, hasHeader, roles }),
    encoding: encoding.nullable(),
  }),
  readPicture: z.object({ sha256: pictureHashSchema }),
  cancelImport: z.object({ importId }),
  exportPackAsGift: z.object({ packId: z.uuid(), language: z.enum(['tr', 'en']) }),
};
