// A thread starts as plain JavaScript: this lets it read TypeScript, as the command that started the server does.
import { register } from 'tsx/esm/api';

register();
await import('./embedded-worker.ts');
