import { Modal, Text, TextInput } from '@mantine/core';
import { IconCheck, IconSearch } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../app/preferences-provider.tsx';
import { loadLanguage } from '../i18n/start-i18n.ts';
import classes from './CommandPalette.module.css';
import { type Command, commandGroups, findCommands } from './find-commands.ts';
import { useCommands } from './use-commands.ts';

interface CommandPaletteProps {
  /** Another number is another opening, which begins anew. */
  readonly opening: number;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/**
 * Everything by typing a few letters of it. A combobox as ARIA describes it: the focus stays in the field, arrows walk
 * the list, Enter does what is marked, Escape closes.
 */
export function CommandPalette({ opening, isOpen, onClose }: CommandPaletteProps) {
  const { t } = useTranslation('palette');
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size={620}
      yOffset="10dvh"
      aria-label={t('title')}
      transitionProps={{ duration: 120, transition: 'fade' }}
    >
      <Commands key={opening} onClose={onClose} />
    </Modal>
  );
}

function Commands({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('palette');
  const { preferences } = usePreferences();
  const [typed, setTyped] = useState('');
  const [marked, setMarked] = useState(0);
  const [, setOtherLoaded] = useState(false);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const commands = useCommands();
  const found = findCommands(commands, typed);
  // In the order of the groups as they are shown, so that the arrows walk downwards.
  const groups = orderGroups(found).map((group) => ({
    group,
    commands: found.filter((command) => command.group === group),
  }));
  const shown = groups.flatMap((group) => group.commands);
  const current = shown[Math.min(marked, shown.length - 1)];

  // Names in the other language are words too; they are there a moment later when nobody has fetched them yet.
  useEffect(() => {
    void loadLanguage(preferences.language === 'tr' ? 'en' : 'tr').then(() => setOtherLoaded(true));
  }, [preferences.language]);
  useEffect(() => {
    if (current === undefined) return;
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const run = (command: Command) => {
    onClose();
    command.run();
  };
  const walk: Readonly<Record<string, number>> = {
    ArrowDown: (marked + 1) % Math.max(shown.length, 1),
    ArrowUp: (marked - 1 + shown.length) % Math.max(shown.length, 1),
    Home: 0,
    End: shown.length - 1,
  };
  const optionId = (command: Command) => `${listId}-${command.id.replaceAll(/\W/g, '_')}`;
  return (
    <>
      <TextInput
        size="lg"
        variant="unstyled"
        classNames={{ wrapper: classes.field ?? '' }}
        leftSection={<IconSearch size={20} aria-hidden="true" />}
        data-autofocus
        // Also where the dialog is already there and only begins anew.
        autoFocus
        aria-label={t('search')}
        placeholder={t('search')}
        role="combobox"
        aria-expanded={shown.length > 0}
        aria-controls={listId}
        aria-activedescendant={current === undefined ? undefined : optionId(current)}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setMarked(0);
        }}
        onKeyDown={(event) => {
          // A letter that is being composed takes Enter for itself.
          if (event.nativeEvent.isComposing) return;
          const next = walk[event.key];
          if (next !== undefined && (typed === '' || event.key.startsWith('Arrow'))) {
            event.preventDefault();
            setMarked(next);
          } else if (event.key === 'Enter' && current !== undefined) {
            event.preventDefault();
            run(current);
          }
        }}
      />
      <div className={classes.list} ref={list} id={listId} role="listbox" aria-label={t('title')}>
        {groups.map(({ group, commands: ofGroup }) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a listbox
          <div key={group} role="group" aria-labelledby={`${listId}-${group}`}>
            <div className={classes.group} id={`${listId}-${group}`}>
              {t(`groups.${group}`)}
            </div>
            {ofGroup.map((command) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus
              <div
                key={command.id}
                id={optionId(command)}
                role="option"
                tabIndex={-1}
                aria-selected={command === current}
                className={classes.option}
                onMouseDown={(event) => event.preventDefault()}
                onMouseMove={() => command !== current && setMarked(shown.indexOf(command))}
                onClick={() => run(command)}
              >
                <span>{command.label}</span>
                {command.isCurrent === true && <IconCheck size={18} role="img" aria-label={t('current')} />}
              </div>
            ))}
          </div>
        ))}
      </div>
      {shown.length === 0 && (
        <Text c="dimmed" px="lg" pb="lg">
          {t('nothing', { typed })}
        </Text>
      )}
      <Text className={classes.count} role="status">
        {t('count', { count: shown.length })}
      </Text>
    </>
  );
}

/** The group of the best command first once something is typed; `found` is in that order. */
function orderGroups(found: readonly Command[]) {
  return [...commandGroups]
    .filter((group) => found.some((command) => command.group === group))
    .sort(
      (a, b) => found.findIndex((command) => command.group === a) - found.findIndex((command) => command.group === b),
    );
}
