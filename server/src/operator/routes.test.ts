import { expect, test } from 'vitest';
import type { OperatorParts } from './parts.ts';
import { routesOf } from './routes.ts';
import type { Streams } from './streams.ts';

const pathsOf = (parts: Pick<OperatorParts, 'profile' | 'fabric'> & { readonly lab?: object }) =>
  routesOf(parts as OperatorParts, {} as Streams).map(({ method, path }) => `${method} ${path}`);

const FAULTS = /customer-router|\/fault|\/far-end|ports.*\/repair|\/clock|\/reset|\/restore|\/snapshot/;
const REPORTS = /\/facts|\/sessions\//;

test.each([
  ['a lab', { profile: 'lab', fabric: 'simulated', lab: {} }, true, false],
  ['a lab of real gear', { profile: 'lab', fabric: 'manual', lab: {} }, false, true],
  ['production', { profile: 'production', fabric: 'manual' }, false, true],
  // Whatever the settings say: what makes faults is not there.
  ['production with a lab’s hands', { profile: 'production', fabric: 'simulated', lab: {} }, false, false],
] as const)('%s', (_, parts, routers, reports) => {
  const paths = pathsOf(parts);
  expect(paths.some((path) => path.includes('/customer-router'))).toBe(routers);
  expect(paths.some((path) => REPORTS.test(path))).toBe(reports);
  expect(paths).toContain('GET /virtual-interfaces/:virtualInterfaceId/routes');
  expect(paths.some((path) => FAULTS.test(path))).toBe(parts.profile === 'lab');
});
