import { EventEmitter } from 'node:events';

type InvokeHandler = (event: unknown, value: unknown) => unknown;

const invokeHandlers = new Map<string, InvokeHandler>();

class IpcMain extends EventEmitter {
  handle(channel: string, handler: InvokeHandler): void {
    invokeHandlers.set(channel, handler);
  }
}

export const ipcMain = new IpcMain();

/** Hands a message of a page to the app's listeners; answers an invocation with its value or the error's words. */
export async function receiveFromPage(
  isInvocation: boolean,
  channel: string,
  event: unknown,
  value: unknown,
): Promise<{ value: unknown; error: string | null }> {
  if (!isInvocation) {
    ipcMain.emit(channel, event, value);
    return { value: null, error: null };
  }
  try {
    const handler = invokeHandlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return { value: await handler(event, value), error: null };
  } catch (error) {
    return { value: null, error: String(error) };
  }
}
