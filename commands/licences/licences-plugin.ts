import type { Plugin } from 'vite';
import { collectLicences } from './collect-licences.ts';

const moduleName = 'virtual:licences';
const resolvedName = `\0${moduleName}`;

/** Gives the page `virtual:licences`: what ships, read from the packages themselves when the page is built. */
export function licencesModule(projectFolder: string): Plugin {
  return {
    name: 'end-stp:licences',
    resolveId: (id) => (id === moduleName ? resolvedName : undefined),
    async load(id) {
      if (id !== resolvedName) return undefined;
      const shipped = await collectLicences(projectFolder);
      // A string that is parsed: quicker than the same as code.
      return `export const shippedPackages = JSON.parse(${JSON.stringify(JSON.stringify(shipped))});`;
    },
  };
}
