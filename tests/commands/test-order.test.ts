import { expect, it } from 'vitest';
import { orderTestFiles } from '../../commands/test-order.ts';

it('runs every file once, the long ones first, browsers beside other work', () => {
  const files = [
    'tests/a.test.ts',
    'tests/database/health.test.ts',
    'tests/e2e/a.test.ts',
    'tests/e2e/every-screen.test.ts',
  ];
  expect(orderTestFiles(files)).toEqual([
    'tests/e2e/every-screen.test.ts',
    'tests/database/health.test.ts',
    'tests/e2e/a.test.ts',
    'tests/a.test.ts',
  ]);
});
