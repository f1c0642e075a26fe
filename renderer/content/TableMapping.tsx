import { Button, Checkbox, Group, NativeSelect, Paper, Stack, Text, Title } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CsvColumnRole } from '../../shared/content/import/csv/csv-mapping.ts';
import { type TextEncodingName, textEncodingNames } from '../../shared/content/import/decode-text.ts';
import type { Failure } from '../../shared/errors/outcome.ts';
import type { TablePreview, TablePreviewRequest } from '../../shared/model/table-preview.ts';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { useStudyHost } from '../app/study-host.tsx';
import type { TableAnswer } from './import-queue.ts';
import { recallRoles, rememberRoles } from './remembered-mappings.ts';
import { TableColumns } from './TableColumns.tsx';
import { TableSamples } from './TableSamples.tsx';

const delimiterNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;
const delimiters = [',', ';', '\t', '|'] as const;
/** Roles that a table has at most once; any number of columns may be choices. */
const severalTimes: readonly CsvColumnRole[] = ['choice', 'ignored'];

interface TableMappingProps {
  readonly fileName: string;
  readonly beginning: Uint8Array;
  readonly firstPreview: TablePreview;
  readonly onAnswer: (answer: TableAnswer) => void;
}

/** What a table's columns are: found out, shown with what it leads to, and changed by hand before anything is added. */
export function TableMapping({ fileName, beginning, firstPreview, onAnswer }: TableMappingProps) {
  const { t } = useTranslation('content');
  const { calls } = useStudyHost();
  const [preview, setPreview] = useState(firstPreview);
  const [encoding, setEncoding] = useState<TextEncodingName | null>(null);
  const [error, setError] = useState<Failure | null>(null);
  const latest = useRef(0);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { mapping, columns } = preview;

  /** Shows what the answer of the host says, unless something else was asked since. */
  const change = async (given: TablePreviewRequest['given']) => {
    latest.current += 1;
    const asked = latest.current;
    const all = { ...(encoding === null ? {} : { encoding }), ...given };
    const outcome = await calls.previewTable({ fileName, bytes: beginning, given: all });
    if (asked !== latest.current) return;
    if (outcome.ok) setPreview(outcome.value);
    setError(outcome.ok ? null : outcome.error);
  };
  const changeRole = (column: number, role: CsvColumnRole) => {
    const roles = mapping.roles.map((before, index) => (index === column ? role : before));
    // Seen at once; the samples follow.
    setPreview((before) => ({ ...before, mapping: { ...before.mapping, roles } }));
    void change({ ...mapping, roles });
  };
  const twice = [...new Set(mapping.roles.filter((role, index) => mapping.roles.indexOf(role) !== index))].filter(
    (role) => !severalTimes.includes(role),
  );
  const problems = [
    ...(mapping.roles.includes('stem') ? [] : [t('table.needsStem')]),
    ...(mapping.roles.includes('right') ? [] : [t('table.needsRight')]),
    ...(twice.length === 0
      ? []
      : [t('table.twice', { roles: twice.map((role) => t(`table.roles.${role}`)).join(', ') })]),
  ];
  const accept = () => {
    if (mapping.hasHeader) rememberRoles(columns, mapping.roles);
    onAnswer({ mapping, encoding });
  };
  return (
    <Paper component="section" withBorder radius="lg" p="lg" aria-labelledby="table-mapping">
      <Stack gap="md">
        <div>
          <Title
            order={2}
            size="h4"
            id="table-mapping"
            ref={heading}
            tabIndex={-1}
            style={{ overflowWrap: 'anywhere', outline: 'none' }}
          >
            {t('table.title', { file: fileName })}
          </Title>
          <Text size="sm" c="dimmed">
            {t(recallRoles(columns) === null ? 'table.lead' : 'table.remembered')}
          </Text>
        </div>
        <Group align="end" gap="md">
          <NativeSelect
            label={t('table.delimiter')}
            value={mapping.delimiter}
            data={delimiters.map((value) => ({ value, label: t(`table.delimiters.${delimiterNames[value]}`) }))}
            onChange={(event) => void change({ delimiter: event.currentTarget.value })}
          />
          <NativeSelect
            label={t('table.encoding')}
            value={preview.encoding}
            data={textEncodingNames.map((name) => ({ value: name, label: name.toUpperCase() }))}
            onChange={(event) => {
              const name = textEncodingNames.find((known) => known === event.currentTarget.value) ?? null;
              setEncoding(name);
              if (name !== null) void change({ delimiter: mapping.delimiter, encoding: name });
            }}
          />
          <Checkbox
            mb={8}
            label={t('table.header')}
            checked={mapping.hasHeader}
            onChange={(event) => void change({ delimiter: mapping.delimiter, hasHeader: event.currentTarget.checked })}
          />
        </Group>
        <TableColumns preview={preview} onRole={changeRole} />
        {error !== null && <FailurePanel error={error} headingOrder={2} />}
        <div role="status">
          {problems.map((problem) => (
            <Text key={problem} fw={500}>
              {problem}
            </Text>
          ))}
        </div>
        {problems.length === 0 && <TableSamples samples={preview.samples} />}
        <Group gap="sm">
          <Button onClick={accept} disabled={problems.length > 0 || error !== null}>
            {t('table.import')}
          </Button>
          <Button variant="default" onClick={() => onAnswer(null)}>
            {t('table.skip')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
