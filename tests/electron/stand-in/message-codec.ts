/** Carries what structured clone carries, as far as the app uses it, through JSON: plain data and byte arrays. */
export function encodeMessage(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, one: unknown) =>
    one instanceof Uint8Array ? { $bytes: Buffer.from(one).toString('base64') } : one,
  );
}

export function decodeMessage(text: string): unknown {
  return JSON.parse(text, (_key, one: unknown) => {
    if (typeof one === 'object' && one !== null && '$bytes' in one && typeof one.$bytes === 'string') {
      return Uint8Array.from(Buffer.from(one.$bytes, 'base64'));
    }
    return one;
  });
}
