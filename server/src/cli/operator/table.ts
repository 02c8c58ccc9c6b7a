import type { Json } from './client.ts';

/** A column: its head, and what stands under it. */
export type Column = readonly [head: string, value: string | ((item: Json) => unknown)];

/** Items as lines in columns, as wide as they need to be. */
export function tableOf(items: readonly Json[], columns: readonly Column[]): string {
  const lines = [
    columns.map(([head]) => head),
    ...items.map((item) =>
      columns.map(([, value]) => cell(typeof value === 'string' ? item[value] : value(item))),
    ),
  ];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((text, index) => text.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** One thing as a line a member. */
export function sheetOf(item: Json): string {
  const members = Object.entries(item).flatMap(([name, value]) => flattened(name, value));
  const width = Math.max(0, ...members.map(([name]) => name.length));
  return members.map(([name, value]) => `${name.padEnd(width)}  ${value}`.trimEnd()).join('\n');
}

function flattened(name: string, value: unknown): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[name, cell(value)]];
  return Object.entries(value).flatMap(([inner, one]) => flattened(`${name}.${inner}`, one));
}

/** A terminal takes some characters for commands: they are shown instead. */
function cell(value: unknown): string {
  if (value === null || value === undefined || value === '') return '-';
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (Array.isArray(value)) return value.length === 0 ? '-' : value.map(cell).join(', ');
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value as string | number);
  return text.replaceAll(/\p{Cc}/gu, (control) => JSON.stringify(control).slice(1, -1));
}
