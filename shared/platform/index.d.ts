/**
 * The few globals that a browser, a worker, Electron and Node all have. `shared/` sees these and nothing else of its
 * surroundings: anything further is an argument.
 */
declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array | ArrayBuffer): string;
}
