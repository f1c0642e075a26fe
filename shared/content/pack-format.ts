/**
 * The app's own pack format, version 1: one JSON object with a header and questions. `docs/pack-format.md` explains it
 * to authors; `packJsonSchema` is the same for editors and validators.
 */
import { z } from 'zod';
import { localizedTextSchema } from './localized-text-schema.ts';
import { pictureFileSchema, pictureSchema } from './picture.ts';
import { questionContentSchema, topicUidSchema } from './question.ts';

export const packFormatName = 'endstp-pack';
export const packFormatVersion = 1;

/** Packs that ship with the app; a file must not pass for one of them. */
export const reservedPackUidPrefix = 'endstp.';

export const packUidSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'letters, digits, dots, dashes and underscores, 100 at most');

export const packTopicSchema = z.object({
  topicUid: topicUidSchema,
  parentUid: topicUidSchema.nullable().optional(),
  names: localizedTextSchema,
});

/** Everything but the questions; these are judged one by one. */
export const packHeaderSchema = z.object({
  format: z.literal(packFormatName),
  formatVersion: z.literal(packFormatVersion),
  packUid: packUidSchema.refine((uid) => !uid.startsWith(reservedPackUidPrefix), 'this prefix is reserved for the app'),
  packVersion: z.string().trim().min(1).max(50),
  names: localizedTextSchema,
  descriptions: localizedTextSchema.nullable().optional(),
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}$/))
    .min(1)
    .max(50),
  licence: z.string().trim().min(1).max(500).nullable().optional(),
  credit: z.string().trim().min(1).max(5000).nullable().optional(),
  topics: z.array(packTopicSchema).max(5000).optional(),
});
export type PackHeader = z.infer<typeof packHeaderSchema>;

export const externalKeySchema = z.string().trim().min(1).max(200);

/** What an author may leave out of a question; `expectedSeconds` comes from the length of the text. */
export const optionalQuestionFields = ['difficulty', 'expectedSeconds', 'textFormat', 'rationale', 'hints'] as const;

/** JSON Schema (draft 2020-12) of a whole pack, as published in `docs/pack-format.schema.json`. */
export function packJsonSchema(): object {
  const packSchema = packHeaderSchema.extend({
    questions: z.array(z.intersection(z.object({ externalKey: externalKeySchema }), questionContentSchema)),
  });
  const schema = z.toJSONSchema(packSchema, {
    io: 'input',
    reused: 'ref',
    // In a pack a picture is named by its file; what is stored names it by its content.
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema !== pictureSchema) return;
      for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
      const { $schema: _, ...fileSchema } = z.toJSONSchema(pictureFileSchema, { io: 'input' });
      Object.assign(jsonSchema, fileSchema);
    },
  });
  return { title: 'End.STP question pack', ...(withoutRequired(schema, new Set(optionalQuestionFields)) as object) };
}

function withoutRequired(schema: unknown, optional: ReadonlySet<string>): unknown {
  if (Array.isArray(schema)) return schema.map((part) => withoutRequired(part, optional));
  if (schema === null || typeof schema !== 'object') return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === 'required' && Array.isArray(value)
        ? value.filter((name) => !optional.has(name))
        : withoutRequired(value, optional),
    ]),
  );
}
