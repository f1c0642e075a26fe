/**
 * One end of the channel between a UI and the study host. A DOM `MessagePort`, an Electron `MessagePortMain`, a Node
 * `MessagePort` and a tab's `BroadcastChannel` are all wrapped in this shape, so that neither end knows which it is.
 * Messages are what structured clone carries.
 */
export interface HostPort {
  post(message: unknown): void;
  /** Calls `listener` for each message until the returned function is called. */
  listen(listener: (message: unknown) => void): () => void;
  close(): void;
}
