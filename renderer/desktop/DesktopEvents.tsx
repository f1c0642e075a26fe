import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackFileChoice } from '../../shared/host/desktop-bridge.ts';
import { router } from '../app/router.tsx';
import { readDesktopBridge } from './read-desktop-bridge.ts';
import { offerPackFile } from './waiting-pack-file.ts';

/**
 * Does what the desktop shell asks for: class links, choices in the native menu, waking up, updates. Shows nothing by
 * itself and does nothing in a browser.
 */
export function DesktopEvents() {
  const { t, i18n } = useTranslation(['desktop', 'errors']);
  const queryClient = useQueryClient();
  const bridge = readDesktopBridge();

  useEffect(() => {
    if (i18n.language === 'tr' || i18n.language === 'en') bridge?.setLanguage(i18n.language);
  }, [bridge, i18n.language]);

  useEffect(() => {
    if (bridge === null) return;
    const takePackFile = (choice: PackFileChoice) => {
      if (choice.name === 'chosen') offerPackFile(new File([choice.file.bytes], choice.file.fileName));
      if (choice.name !== 'failed') return;
      const { code, details } = choice.error;
      const title = t(`errors:${code}.title`, details);
      notifications.show({ color: 'red', title, message: t(`errors:${code}.action`, details) });
    };
    const stops = [
      bridge.onScreenChosen((screen) => void router.navigate({ to: screen })),
      bridge.onPackFileChosen(takePackFile),
      bridge.onJoinLink(({ code, serverUrl }) => {
        void router.navigate({ to: '/join', search: { code, ...(serverUrl === null ? {} : { server: serverUrl }) } });
      }),
      // Clocks jumped: what expires by the clock may have expired.
      bridge.onResumed(() => void queryClient.invalidateQueries()),
      bridge.onUpdateState((state) => {
        if (state.name !== 'ready') return;
        const { version } = state;
        // Until it is read: it comes at no moment that anybody waited for.
        notifications.show({
          id: 'update',
          autoClose: false,
          title: t('update.title', { version }),
          message: t('update.message'),
        });
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [bridge, queryClient, t]);

  return null;
}
