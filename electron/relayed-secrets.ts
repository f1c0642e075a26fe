import type { SecretStore } from '../shared/sync/secret-store.ts';
import type { SecretAnswer, SecretQuestion } from './secret-messages.ts';

export interface RelayedSecrets {
  readonly store: SecretStore;
  /** Takes an answer of the main process. */
  take(answer: SecretAnswer): void;
}

type Operation =
  | { readonly operation: 'read' | 'remove'; readonly name: string }
  | { readonly operation: 'write'; readonly name: string; readonly value: string };

/** The host process's end of the secret store; `post` sends to the main process. */
export function createRelayedSecrets(post: (question: SecretQuestion) => void): RelayedSecrets {
  const waiting = new Map<number, (answer: SecretAnswer) => void>();
  let count = 0;

  async function ask(operation: Operation): Promise<string | null> {
    count += 1;
    const number = count;
    const answered = new Promise<SecretAnswer>((resolve) => waiting.set(number, resolve));
    post({ kind: 'secret', number, ...operation });
    const answer = await answered;
    if (answer.isFailed) throw new Error(`the secret store could not ${operation.operation}`);
    return answer.value;
  }

  return {
    store: {
      read: (name) => ask({ operation: 'read', name }),
      async write(name, value) {
        await ask({ operation: 'write', name, value });
      },
      async remove(name) {
        await ask({ operation: 'remove', name });
      },
    },
    take(answer) {
      waiting.get(answer.number)?.(answer);
      waiting.delete(answer.number);
    },
  };
}
