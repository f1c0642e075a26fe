import { buildApp } from './build-app.ts';

console.log('Building into dist/');
try {
  await buildApp((line) => console.log(line));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
