/**
 * Names of the messages between the main process and the preload. The page never sees them: it has the bridge of
 * `shared/host/desktop-bridge.ts`.
 */
export const toMain = {
  requestHostPort: 'host:request-port',
  retryHost: 'host:retry',
  requestHostState: 'host:request-state',
  choosePackFile: 'pack:choose-file',
  requestJoinLinks: 'join:request-links',
  requestUpdateState: 'update:request-state',
  setLanguage: 'shell:set-language',
} as const;

export const toPage = {
  hostPort: 'host:port',
  hostState: 'host:state',
  packFileChosen: 'pack:file-chosen',
  joinLink: 'join:link',
  screenChosen: 'shell:screen-chosen',
  resumed: 'shell:resumed',
  updateState: 'update:state',
} as const;

export type ToPageChannel = (typeof toPage)[keyof typeof toPage];

/** What the main process tells the preload at its start, as arguments of the page's process. */
export const appVersionArgument = '--end-stp-version=';
