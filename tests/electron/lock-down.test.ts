import type { IpcMainEvent, Session } from 'electron';
import { describe, expect, it } from 'vitest';
import { isFromAppPage, refusePermissions } from '../../electron/lock-down.ts';

type Answer = (isGranted: boolean) => void;
interface PermissionHandlers {
  request(contents: null, permission: string, answer: Answer, details: { requestingUrl: string }): void;
  check(contents: null, permission: string, origin: string): boolean;
  device(): boolean;
}

/** The handlers that the app gives to a session. */
function collectHandlers(): PermissionHandlers {
  const handlers: Partial<PermissionHandlers> = {};
  const session = {
    setPermissionRequestHandler: (handler: PermissionHandlers['request']) =>
      Object.assign(handlers, { request: handler }),
    setPermissionCheckHandler: (handler: PermissionHandlers['check']) => Object.assign(handlers, { check: handler }),
    setDevicePermissionHandler: (handler: PermissionHandlers['device']) => Object.assign(handlers, { device: handler }),
  };
  refusePermissions(session as unknown as Session, null);
  return handlers as PermissionHandlers;
}

function isGranted(permission: string, requestingUrl: string): boolean {
  let granted: boolean | null = null;
  collectHandlers().request(
    null,
    permission,
    (answer) => {
      granted = answer;
    },
    { requestingUrl },
  );
  if (granted === null) throw new Error('The handler gave no answer');
  return granted;
}

describe('permissions', () => {
  it.each([
    'media',
    'geolocation',
    'notifications',
    'midi',
    'usb',
    'display-capture',
    'openExternal',
    'clipboard-read',
  ])('%s is refused to the app itself', (permission) => {
    expect(isGranted(permission, 'app://endstp/')).toBe(false);
    expect(collectHandlers().check(null, permission, 'app://endstp/')).toBe(false);
  });

  it('storage that lasts is granted to the app and to nobody else', () => {
    expect(isGranted('persistent-storage', 'app://endstp/')).toBe(true);
    expect(isGranted('persistent-storage', 'https://example.org/')).toBe(false);
    expect(collectHandlers().check(null, 'persistent-storage', 'https://example.org')).toBe(false);
  });

  it('no device is ever handed out', () => {
    expect(collectHandlers().device()).toBe(false);
  });
});

describe('senders of messages', () => {
  const event = (senderFrame: { url: string; parent: object | null } | null): IpcMainEvent =>
    ({ senderFrame }) as unknown as IpcMainEvent;

  it("the app's own page is heard", () => {
    expect(isFromAppPage(event({ url: 'app://endstp/practice', parent: null }), null)).toBe(true);
  });

  it.each([
    ['another address', { url: 'https://example.org/', parent: null }],
    ['a frame inside the page', { url: 'app://endstp/', parent: {} }],
    ['a frame that is gone', null],
  ])('%s is not', (_name, senderFrame) => {
    expect(isFromAppPage(event(senderFrame), null)).toBe(false);
  });
});
