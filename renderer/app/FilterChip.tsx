import { ActionIcon, Button, Checkbox, Group, Popover, ScrollArea, Stack } from '@mantine/core';
import { IconChevronDown, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface FilterOption {
  readonly value: string;
  readonly label: string;
  readonly count?: number;
}

interface FilterChipProps {
  readonly name: string;
  readonly options: readonly FilterOption[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** A filter as a chip: opens a list to tick, says what is ticked, and is taken off with one press. */
export function FilterChip({ name, options, chosen, onChange }: FilterChipProps) {
  const { t, i18n } = useTranslation('frame');
  const number = new Intl.NumberFormat(i18n.language);
  const [isOpen, setOpen] = useState(false);
  const labels = chosen.map((value) => options.find((option) => option.value === value)?.label ?? value);
  const [first = '', ...more] = labels;
  const text =
    labels.length === 0
      ? name
      : more.length === 0
        ? t('filter.one', { name, first })
        : t('filter.several', { name, first, more: more.length });
  return (
    <FilterShell
      name={name}
      text={text}
      isSet={chosen.length > 0}
      isOpen={isOpen}
      onOpen={setOpen}
      onClear={() => onChange([])}
    >
      <ScrollArea.Autosize mah={300} offsetScrollbars>
        <Checkbox.Group value={[...chosen]} onChange={onChange} aria-label={name}>
          <Stack gap={8} p={4}>
            {options.map(({ value, label, count }) => (
              <Checkbox
                key={value}
                value={value}
                label={count === undefined ? label : `${label} (${number.format(count)})`}
              />
            ))}
          </Stack>
        </Checkbox.Group>
      </ScrollArea.Autosize>
    </FilterShell>
  );
}

interface FilterShellProps {
  readonly name: string;
  readonly text: string;
  readonly isSet: boolean;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onClear: () => void;
  readonly children: React.ReactNode;
}

export function FilterShell({ name, text, isSet, isOpen, onOpen, onClear, children }: FilterShellProps) {
  const { t } = useTranslation('frame');
  return (
    <Group gap={2} wrap="nowrap">
      <Popover opened={isOpen} onChange={onOpen} position="bottom-start" shadow="md" width={280} trapFocus>
        <Popover.Target>
          <Button
            size="compact-sm"
            radius="xl"
            fw={500}
            variant={isSet ? 'light' : 'default'}
            rightSection={<IconChevronDown size={14} aria-hidden="true" />}
            onClick={() => onOpen(!isOpen)}
          >
            {text}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={name}>{children}</Popover.Dropdown>
      </Popover>
      {isSet && (
        <ActionIcon
          variant="subtle"
          color="gray"
          radius="xl"
          aria-label={t('filter.clear', { name })}
          onClick={onClear}
        >
          <IconX size={16} aria-hidden="true" />
        </ActionIcon>
      )}
    </Group>
  );
}
