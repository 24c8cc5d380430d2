import type { StageView } from '../operator.js';

/**
 * What came up on the way, such as a scanner's file that only its installer brought, and does not let this stage be carried
 * out; undefined: nothing. What was known before is asked for by requireClearWay.
 */
export function inTheWay({ steps }: Pick<StageView, 'steps'>): string | undefined {
  const blocking = steps.flatMap(({ findings }) => findings.filter(({ blocks }) => blocks !== undefined));
  if (blocking.length === 0) return undefined;
  const lines = blocking.flatMap(({ id, wanted, found, remedy }) => [
    `${id}: wanted ${wanted}; found ${found}`,
    ...(remedy === undefined ? [] : [remedy]),
  ]);
  return ['This stage was not begun, because of this:', ...lines].join('\n');
}
