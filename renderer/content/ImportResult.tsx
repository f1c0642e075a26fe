import { Paper, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { textInLanguage } from '../../shared/content/localized-text.ts';
import type { ImportReport } from '../../shared/model/pack-summary.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { RefusedEntries } from './RefusedEntries.tsx';

interface ImportResultProps {
  readonly report: ImportReport;
  readonly fileName: string;
  /** Unique on the page. */
  readonly headingId: string;
}

/** What an import brought: how many questions came in, what was passed over, and the entries that were refused. */
export function ImportResult({ report, fileName, headingId }: ImportResultProps) {
  const { t } = useTranslation('content');
  const { profile } = useActiveProfile();
  const name = textInLanguage(report.pack.displayNames, profile.language);
  const ignoredFields = report.ignoredFields ?? [];
  return (
    <Paper component="section" withBorder radius="lg" p="lg" aria-labelledby={headingId}>
      <Stack gap="sm">
        <div>
          <Title order={2} size="h4" id={headingId} lang={name.language}>
            {name.text}
          </Title>
          <Text style={{ overflowWrap: 'anywhere' }}>
            {t('result.imported', { count: report.importedCount, file: fileName })}
            {report.unchangedCount > 0 && ` ${t('result.unchanged', { count: report.unchangedCount })}`}
          </Text>
        </div>
        {ignoredFields.length > 0 && (
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {t('result.ignored', { count: ignoredFields.length, fields: ignoredFields.join(', ') })}
          </Text>
        )}
        {report.refusedCount > 0 && <RefusedEntries report={report} fileName={fileName} />}
      </Stack>
    </Paper>
  );
}
