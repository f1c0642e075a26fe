import type { App, IpcMainEvent, IpcMainInvokeEvent, Session, WebContents } from 'electron';
import { isAppAddress } from './app-address.ts';

/**
 * What the page's own features need. Everything else (camera, location, notifications, devices ...) is refused without
 * asking: nobody in a classroom should ever have to judge such a question.
 */
const grantedPermissions = new Set<string>(['clipboard-sanitized-write', 'fullscreen', 'persistent-storage']);

/** Refuses permissions and devices for everything that runs in `session`. */
export function refusePermissions(session: Session, developmentOrigin: string | null): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    callback(grantedPermissions.has(permission) && isAppAddress(details.requestingUrl, developmentOrigin));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) => {
    return grantedPermissions.has(permission) && isAppAddress(requestingOrigin, developmentOrigin);
  });
  session.setDevicePermissionHandler(() => false);
}

/** Keeps one page where it is: no other address, no new window, no embedded page, no download. */
function confine(contents: WebContents, developmentOrigin: string | null): void {
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isAppAddress(event.url, developmentOrigin)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isAppAddress(event.url, developmentOrigin)) event.preventDefault();
  });
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** Confines every page that this app will ever open. */
export function confineAllPages(app: App, developmentOrigin: string | null): void {
  app.on('web-contents-created', (_event, contents) => confine(contents, developmentOrigin));
}

/** True when a message came from the app's own page, in its main frame. Messages of anything else are ignored. */
export function isFromAppPage(event: IpcMainEvent | IpcMainInvokeEvent, developmentOrigin: string | null): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isAppAddress(frame.url, developmentOrigin);
}
