/**
 * How the host process keeps secrets: it asks the main process, because only that one has `safeStorage`. Each question has
 * a number, and gets one answer.
 */
export type SecretQuestion = { readonly kind: 'secret'; readonly number: number; readonly name: string } & (
  | { readonly operation: 'read' | 'remove' }
  | { readonly operation: 'write'; readonly value: string }
);

export interface SecretAnswer {
  readonly kind: 'secret-answer';
  readonly number: number;
  /** What was read; null when there is none, or after writing. */
  readonly value: string | null;
  /** The store could not be read or written. */
  readonly isFailed: boolean;
}

/** Messages cross a process boundary: anything of another shape is a bug or foreign, and null. */
export function readSecretQuestion(message: unknown): SecretQuestion | null {
  if (!isObject(message) || message.kind !== 'secret') return null;
  const { number, name, operation, value } = message;
  if (typeof number !== 'number' || typeof name !== 'string' || name.length > 200) return null;
  if (operation === 'read' || operation === 'remove') return { kind: 'secret', number, name, operation };
  if (operation === 'write' && typeof value === 'string') return { kind: 'secret', number, name, operation, value };
  return null;
}

export function readSecretAnswer(message: unknown): SecretAnswer | null {
  if (!isObject(message) || message.kind !== 'secret-answer') return null;
  const { number, value, isFailed } = message;
  if (typeof number !== 'number' || typeof isFailed !== 'boolean') return null;
  return { kind: 'secret-answer', number, isFailed, value: typeof value === 'string' ? value : null };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
