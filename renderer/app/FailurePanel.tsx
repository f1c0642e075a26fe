import { Button, Code, List, Paper, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/errors/outcome.ts';
import { wordFailureFacts } from './word-failure.ts';

interface FailurePanelProps {
  readonly error: Failure;
  readonly onRetry?: () => void;
  /** 1 where the panel is all there is on the screen: it stands in its middle. 2 within something: it fills its place. */
  readonly headingOrder?: 1 | 2;
  /** What it is about, such as a file, where several could be meant. */
  readonly about?: string;
  /** What else can be done about it, below the words. */
  readonly children?: ReactNode;
  /** Other words than those of the code, where the screen knows more of what was being tried. */
  readonly words?: { readonly explanation: string; readonly action: string } | undefined;
}

/** An expected failure in words: what happened, why, where, what to do; code and raw details for whoever looks into it. */
export function FailurePanel({ error, onRetry, headingOrder = 1, about, words, children }: FailurePanelProps) {
  const { t } = useTranslation('errors');
  const { t: tFailure } = useTranslation(['failure', 'importProblems']);
  const facts = wordFailureFacts(tFailure, error);
  const details = Object.entries(error.details).map(([name, value]) => `${name}: ${value}`);
  return (
    <Paper
      withBorder
      radius="lg"
      role="alert"
      // A narrow window without a rail has no margin of its own.
      {...(headingOrder === 1
        ? { p: 'xl', w: 'min(640px, 100% - 24px)', mx: 'auto', my: 'xl' }
        : { p: 'lg', w: '100%' })}
    >
      <Stack gap="sm" maw={640}>
        <IconAlertTriangle size={28} color="var(--state-warning-text)" aria-hidden="true" />
        <div>
          {about !== undefined && (
            <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {about}
            </Text>
          )}
          <Title order={headingOrder} size={headingOrder === 1 ? 'h3' : 'h4'}>
            {t(`${error.code}.title`, error.details)}
          </Title>
        </div>
        <Text style={{ overflowWrap: 'anywhere' }}>
          {words?.explanation ?? t(`${error.code}.explanation`, error.details)}
        </Text>
        {facts.length > 0 && (
          <List style={{ overflowWrap: 'anywhere' }}>
            {facts.map((fact) => (
              <List.Item key={fact}>{fact}</List.Item>
            ))}
          </List>
        )}
        <Text fw={500}>{words?.action ?? t(`${error.code}.action`, error.details)}</Text>
        {/* What is not there does not come by asking again. */}
        {error.code === 'NOT_FOUND' && headingOrder === 1 ? (
          <Button component="a" href="#/" style={{ alignSelf: 'start' }}>
            {tFailure('toHome')}
          </Button>
        ) : (
          onRetry !== undefined && (
            <Button onClick={onRetry} style={{ alignSelf: 'start' }}>
              {tFailure('retry')}
            </Button>
          )
        )}
        {children}
        <details>
          <summary>{tFailure('details')}</summary>
          <Code block mt="xs" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {[error.code, ...details].join('\n')}
          </Code>
        </details>
      </Stack>
    </Paper>
  );
}
