import { NativeSelect, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type CsvColumnRole, csvColumnRoles } from '../../shared/content/import/csv/csv-mapping.ts';
import type { TablePreview } from '../../shared/model/table-preview.ts';
import classes from './TableMapping.module.css';

interface TableColumnsProps {
  readonly preview: TablePreview;
  readonly onRole: (column: number, role: CsvColumnRole) => void;
}

/** The first rows of a table, with a choice above each column of what it holds. */
export function TableColumns({ preview: { columns, mapping, rows }, onRole }: TableColumnsProps) {
  const { t } = useTranslation('content');
  const roles = csvColumnRoles.map((role) => ({ value: role, label: t(`table.roles.${role}`) }));
  const placed = columns.map((name, index) => ({ name, index, key: `${index}:${name}` }));
  return (
    <Table.ScrollContainer
      minWidth={0}
      // Seen without pointing at it: that there are more columns to the right.
      scrollAreaProps={{
        type: 'auto',
        offsetScrollbars: 'x',
        viewportProps: { tabIndex: 0, role: 'region', 'aria-label': t('table.caption') },
      }}
    >
      <Table className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            {placed.map(({ name, index, key }) => (
              <Table.Th key={key} className={classes.column} scope="col">
                <span className={classes.name}>{name}</span>
                <NativeSelect
                  size="sm"
                  aria-label={t('table.column', { name: name === '' ? String(index + 1) : name })}
                  value={mapping.roles[index] ?? 'ignored'}
                  data={roles}
                  data-ignored={mapping.roles[index] === 'ignored' || undefined}
                  onChange={(event) => {
                    const role = csvColumnRoles.find((known) => known === event.currentTarget.value);
                    if (role !== undefined) onRole(index, role);
                  }}
                />
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, rowIndex) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no name but their place.
            <Table.Tr key={rowIndex}>
              {placed.map(({ index, key }) => (
                <Table.Td key={key} data-ignored={mapping.roles[index] === 'ignored' || undefined}>
                  <span className={classes.cell}>{row[index]}</span>
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
