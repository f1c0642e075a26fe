import { Box, MantineProvider } from '@mantine/core';
import type { Failure } from '../../shared/errors/outcome.ts';
import { FailurePanel } from './FailurePanel.tsx';
import { stateVariables, theme } from './theme.ts';

/** Instead of the app where the page's own store cannot be read: without it, an answer could be lost on its way. */
export function StartFailure({ error }: { error: Failure }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={stateVariables} defaultColorScheme="auto">
      <Box component="main" id="main" px="md">
        <FailurePanel error={error} onRetry={() => window.location.reload()} />
      </Box>
    </MantineProvider>
  );
}
