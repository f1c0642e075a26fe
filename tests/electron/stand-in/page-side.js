/**
 * The page's half of the stand-in, run before the page's own scripts: `ipcRenderer` and `contextBridge` for the real
 * preload, whose code is `preloadCode`. Text of this file is an expression; browser.ts calls it with the settings.
 */
(settings, runPreload) => {
  if (window !== window.top) return;
  const toMain = window.__standInToMain;

  const encode = (value) =>
    JSON.stringify(value ?? null, (_key, one) =>
      one instanceof Uint8Array ? { $bytes: btoa(Array.from(one, (byte) => String.fromCharCode(byte)).join('')) } : one,
    );
  const decode = (text) =>
    JSON.parse(text, (_key, one) =>
      one !== null && typeof one === 'object' && typeof one.$bytes === 'string'
        ? Uint8Array.from(atob(one.$bytes), (character) => character.charCodeAt(0))
        : one,
    );

  // A new document, not a move within one: what the former one held is gone.
  void toMain(encode({ kind: 'document' }));

  const listeners = new Map();
  const invocations = new Map();
  const ports = new Map();
  let invocationCount = 0;

  const ipcRenderer = {
    on(channel, listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
    },
    off(channel, listener) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((one) => one !== listener),
      );
    },
    send(channel, value) {
      void toMain(encode({ kind: 'send', channel, value }));
    },
    invoke(channel, value) {
      invocationCount += 1;
      const id = invocationCount;
      void toMain(encode({ kind: 'invoke', id, channel, value }));
      return new Promise((resolve, reject) => invocations.set(id, { resolve, reject }));
    },
  };

  /** A channel of this page whose far end is pumped to the main process. */
  const openPort = (id) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => void toMain(encode({ kind: 'port', id, data: event.data }));
    ports.set(id, port1);
    return port2;
  };

  window.__standInFromMain = (text) => {
    const message = decode(text);
    if (message.kind === 'port') ports.get(message.id)?.postMessage(message.data);
    if (message.kind === 'port-closed') {
      ports.get(message.id)?.close();
      ports.delete(message.id);
    }
    if (message.kind === 'invoked') {
      const { resolve, reject } = invocations.get(message.id);
      invocations.delete(message.id);
      if (message.error === null) resolve(message.value);
      else reject(new Error(message.error));
    }
    if (message.kind === 'send') {
      const event = { ports: message.ports.map(openPort) };
      for (const listener of listeners.get(message.channel) ?? []) listener(event, message.value);
    }
  };

  /** Like Electron's bridge: functions become proxies, everything else a copy. What cannot be copied throws. */
  const cross = (value) => {
    if (typeof value === 'function') return (...args) => cross(value(...args.map(cross)));
    if (value instanceof Promise) return value.then(cross);
    if (Array.isArray(value)) return value.map(cross);
    if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
      return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, one]) => [key, cross(one)])));
    }
    return structuredClone(value);
  };
  const contextBridge = {
    exposeInMainWorld(name, api) {
      Object.defineProperty(window, name, { value: cross(api), enumerable: true });
    },
  };

  const load = (name) => {
    // What a sandboxed preload can require of Electron.
    if (name === 'electron') return { contextBridge, ipcRenderer };
    throw new Error(`module not found: ${name}`);
  };
  runPreload(load, { exports: {} }, { platform: settings.platform, argv: settings.argv });
};
