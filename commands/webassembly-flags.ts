/**
 * For processes that open PGlite and live for seconds: optimising its WebAssembly costs two seconds of processor time
 * before it gains any, so only what runs for long is optimised. The default budget is 1,800,000 bytes of code executed.
 */
export const shortLivedWebAssemblyFlags: readonly string[] = ['--wasm-tiering-budget=50000000'];
