import { join } from 'node:path';
import { safeStorage } from 'electron';
import { createFileSecretStore, type SecretCipher } from '../shared/node/file-secret-store.ts';
import type { SecretStore } from '../shared/sync/secret-store.ts';
import type { SecretAnswer, SecretQuestion } from './secret-messages.ts';

/** The system's own keychain holds the key. */
const systemCipher: SecretCipher = {
  seal: (text) => safeStorage.encryptString(text).toString('base64'),
  open(sealed) {
    try {
      return safeStorage.decryptString(Buffer.from(sealed, 'base64'));
    } catch (error) {
      // Written under another user, on another machine, or before the keychain was reset: profiles sign in again.
      console.warn(
        'The stored sign-ins cannot be read on this machine any more.',
        error instanceof Error ? error.name : '',
      );
      return null;
    }
  },
};

/**
 * Tokens of the student's profiles, sealed by the system's keychain; where there is none (a Linux without a keyring) in a
 * file that only its owner may read. Call once the app is ready.
 */
export function openSecretVault(dataFolder: string): SecretStore {
  return safeStorage.isEncryptionAvailable()
    ? createFileSecretStore(join(dataFolder, 'secrets.sealed'), systemCipher)
    : createFileSecretStore(join(dataFolder, 'secrets.json'));
}

/** Answers a question of the host process. */
export async function answerSecretQuestion(vault: SecretStore, question: SecretQuestion): Promise<SecretAnswer> {
  const { number, name } = question;
  try {
    if (question.operation === 'read') {
      return { kind: 'secret-answer', number, value: await vault.read(name), isFailed: false };
    }
    if (question.operation === 'write') await vault.write(name, question.value);
    else await vault.remove(name);
    return { kind: 'secret-answer', number, value: null, isFailed: false };
  } catch (error) {
    console.error('A sign-in could not be stored.', error instanceof Error ? error.name : '');
    return { kind: 'secret-answer', number, value: null, isFailed: true };
  }
}
