import { Kbd, Modal, Stack, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './KeyboardMap.module.css';
import { capsOf, isPressed, isTyping, type KeyName, type KeyPlace, keyMap, keyPlaces } from './key-map.ts';
import { modifierCap } from './modifier-cap.ts';

/** Tells the map to open, wherever it is asked for. */
export const keyboardMapAsked = 'end-stp:keyboard-map';

const names = Object.keys(keyMap) as KeyName[];
const namesAt = (place: KeyPlace) =>
  names.filter((name) => (keyMap[name].places as readonly KeyPlace[]).includes(place));

/** The keys of the app, on `?`: all that `keyMap` holds. */
export function KeyboardMap() {
  const { t } = useTranslation('frame');
  const [isOpen, { open, close }] = useDisclosure(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.defaultPrevented && isPressed(event, 'map') && !isTyping(event)) open();
    };
    window.addEventListener('keydown', onKeyDown);
    window.addEventListener(keyboardMapAsked, open);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      window.removeEventListener(keyboardMapAsked, open);
    };
  }, [open]);
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      size="lg"
      title={t('keys.title')}
      styles={{ title: { fontWeight: 650, fontSize: '1.25rem' } }}
      closeButtonProps={{ 'aria-label': t('keys.close') }}
    >
      <Stack gap="lg">
        {keyPlaces.map((place) => (
          <section key={place} aria-labelledby={`keys-${place}`}>
            <Title order={3} size="h5" id={`keys-${place}`} mb={6}>
              {t(`keys.places.${place}`)}
            </Title>
            <dl className={classes.keys}>
              {namesAt(place).map((name) => (
                <div key={name} className={classes.row} data-key-name={name}>
                  <dt>{t(`keys.${name}`)}</dt>
                  <dd>
                    {'needsModifier' in keyMap[name] && <Kbd>{modifierCap()}</Kbd>}
                    {capsOf(name).map((cap) => (cap === '…' ? <span key={cap}>–</span> : <Kbd key={cap}>{cap}</Kbd>))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </Stack>
    </Modal>
  );
}
