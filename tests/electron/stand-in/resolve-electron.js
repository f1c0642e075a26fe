/**
 * Module hooks: `electron` is the stand-in beside this file. In JavaScript because hooks are loaded before anything that
 * could read TypeScript.
 */
let standIn = new URL('./electron.ts', import.meta.url).href;

/** A utility process sees another `electron` than the main process. */
export function initialize(data) {
  if (data?.isUtilityProcess === true) standIn = new URL('./electron-utility.ts', import.meta.url).href;
}

export async function resolve(specifier, context, nextResolve) {
  return specifier === 'electron'
    ? { url: standIn, shortCircuit: true, format: 'module' }
    : nextResolve(specifier, context);
}
