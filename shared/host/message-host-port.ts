import type { HostPort } from './host-port.ts';

/** What a DOM or Node `MessagePort`, a `Worker` and a `BroadcastChannel` have in common. */
export interface MessageTarget {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  removeEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  start?(): void;
  close?(): void;
}

export function messageHostPort(target: MessageTarget): HostPort {
  return {
    post: (message) => target.postMessage(message),
    listen(listener) {
      const onMessage = (event: { readonly data: unknown }) => listener(event.data);
      target.addEventListener('message', onMessage);
      target.start?.();
      return () => target.removeEventListener('message', onMessage);
    },
    close: () => target.close?.(),
  };
}
