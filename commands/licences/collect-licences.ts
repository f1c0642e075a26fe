import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { postgresLicence } from './postgres-licence.ts';
import type { ShippedPackage } from './shipped-package.ts';

interface LockedPackage {
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
}

/** Not among the dependencies, and inside every installer all the same. */
const shippedTools = ['node_modules/electron'];
const licenceFile = /^(licen[sc]e|copying|unlicense)([.-].*)?$/i;
const noticeFile = /^notice(\..*)?$/i;

/**
 * Everything by others that ships with the app or the server, by name: all packages that the lock file installs for use
 * (not for building), Electron, and PostgreSQL inside PGlite. Binaries that a package keeps apart for each platform
 * stand under that package. Throws for one that names no licence: it must not ship.
 */
export async function collectLicences(projectFolder: string): Promise<readonly ShippedPackage[]> {
  const lock = JSON.parse(await readFile(join(projectFolder, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };
  const places = Object.entries(lock.packages)
    .filter(([place, { dev, devOptional, os, cpu }]) => {
      const isForUse = place !== '' && dev !== true && devOptional !== true;
      return isForUse && os === undefined && cpu === undefined;
    })
    .map(([place]) => place);
  const found = await Promise.all([...places, ...shippedTools].map((place) => readPackage(projectFolder, place)));
  const unique = new Map([...found, postgresLicence].map((shipped) => [`${shipped.name}@${shipped.version}`, shipped]));
  return [...unique.values()].sort((a, b) => a.name.localeCompare(b.name, 'en') || (a.version < b.version ? -1 : 1));
}

async function readPackage(projectFolder: string, place: string): Promise<ShippedPackage> {
  const folder = join(projectFolder, place);
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: unknown;
  };
  if (typeof license !== 'string') throw new Error(`${name} ${version} does not say under which licence it comes`);
  const files = await readdir(folder);
  const wanted = [...files.filter((file) => licenceFile.test(file)), ...files.filter((file) => noticeFile.test(file))];
  const texts = await Promise.all(wanted.map((file) => readFile(join(folder, file), 'utf8')));
  const text = texts.map((part) => part.replaceAll('\r\n', '\n').trim()).join('\n\n');
  return { name, version, licence: license, text: text === '' ? null : text };
}
