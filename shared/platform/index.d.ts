/**
 * The few globals that a browser, a worker, Electron and Node all have. `shared/` sees these and nothing else of its
 * surroundings: anything further is an argument.
 */
declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}
/** Throws for text that is no base64; gives a character a byte. */
declare function atob(base64: string): string;
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array | ArrayBuffer): string;
}
declare class AbortController {
  readonly signal: AbortSignal;
  abort(): void;
}
interface AbortSignal {
  readonly aborted: boolean;
}
/** Only passed on, to what reads it whole. */
interface ByteStream {
  pipeThrough(transform: CompressionStream): ByteStream;
}
declare class CompressionStream {
  constructor(format: 'gzip');
}
declare class Blob {
  constructor(parts: readonly Uint8Array<ArrayBuffer>[]);
  stream(): ByteStream;
}
declare class Response {
  constructor(body: ByteStream);
  arrayBuffer(): Promise<ArrayBuffer>;
}
declare class URL {
  constructor(url: string, base?: string);
  static canParse(url: string): boolean;
  readonly protocol: string;
  readonly hostname: string;
  readonly host: string;
  readonly origin: string;
  readonly pathname: string;
  readonly username: string;
  readonly password: string;
  readonly search: string;
  readonly hash: string;
  readonly href: string;
}
/** A secure place (https, localhost, the app's own scheme) has it, and only there is a study database kept. */
declare const crypto: {
  readonly subtle: {
    digest(algorithm: 'SHA-256', bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
    importKey(
      format: 'raw',
      bytes: Uint8Array<ArrayBuffer>,
      algorithm: 'PBKDF2',
      isExtractable: false,
      usages: readonly 'deriveBits'[],
    ): Promise<SecretKey>;
    deriveBits(
      algorithm: {
        readonly name: 'PBKDF2';
        readonly hash: 'SHA-256';
        readonly salt: Uint8Array<ArrayBuffer>;
        readonly iterations: number;
      },
      key: SecretKey,
      bitCount: number,
    ): Promise<ArrayBuffer>;
  };
  getRandomValues(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>;
};
/** Only passed on. */
interface SecretKey {
  readonly type: string;
}
interface ByteReader<T> {
  read(): Promise<{ done: boolean; value?: T | undefined }>;
  cancel(): Promise<void>;
}
declare class ReadableStream<T> {
  constructor(source: {
    pull(controller: { enqueue(chunk: T): void; close(): void }): Promise<void>;
    cancel(): Promise<void>;
  });
  getReader(): ByteReader<T>;
}
