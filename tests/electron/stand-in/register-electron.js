import { register } from 'node:module';

register('./resolve-electron.js', import.meta.url);
