import { Kbd, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

const shortcuts = [
  { keys: ['1', '…', '5'], name: 'choose' },
  { keys: ['A', '…', 'E'], name: 'choose' },
  { keys: ['Enter'], name: 'confirm' },
  { keys: ['S'], name: 'skip' },
  { keys: ['H'], name: 'hint' },
  { keys: ['P'], name: 'pause' },
  { keys: ['W'], name: 'pad' },
  { keys: ['+', '−'], name: 'zoom' },
  { keys: ['P', 'N'], name: 'turn' },
  { keys: ['M'], name: 'flag' },
  { keys: ['2', '3', '4'], name: 'rate' },
  { keys: ['J', 'K'], name: 'walk' },
  { keys: ['/'], name: 'search' },
  { keys: ['?'], name: 'map' },
] as const;

/** The keys of the app, on `?`. */
export function KeyboardMap() {
  const { t } = useTranslation('frame');
  const [isOpen, { open, close }] = useDisclosure(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
      if (event.key === '?' && !isTyping) open();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [open]);
  return (
    <Modal opened={isOpen} onClose={close} title={t('keys.title')} closeButtonProps={{ 'aria-label': t('keys.close') }}>
      <Stack gap="xs" component="ul" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {shortcuts.map(({ keys, name }) => (
          <li key={keys.join()} style={{ display: 'flex', justifyContent: 'space-between', gap: 16 }}>
            <Text>{t(`keys.${name}`)}</Text>
            <span>
              {keys.map((key) => (
                <Kbd key={key} ml={4}>
                  {key}
                </Kbd>
              ))}
            </span>
          </li>
        ))}
      </Stack>
    </Modal>
  );
}
