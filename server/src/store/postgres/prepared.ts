import { Kept } from './kept.ts';

/** A statement as PostgreSQL takes it; one that comes often has a name under which a connection prepares it once. */
export interface Prepared {
  readonly name?: string;
  readonly text: string;
}

export interface Bounds {
  /** So often a statement has come before it gets a name. */
  readonly often: number;
  /** Names that are given at all: every connection keeps what it has prepared for as long as it lives. */
  readonly names: number;
  /** Statements without a name that are remembered. */
  readonly kept: number;
}

/** More names than the code has reads; the rest is for shapes of units, of which there are many that never come again. */
const BOUNDS: Bounds = { often: 3, names: 500, kept: 500 };

/** The same statement with `$1`, `$2` … for its `?`; what stands in quotes is left alone. */
export const prepared = preparing(BOUNDS);

export function preparing({ often, names, kept }: Bounds): (sql: string) => Prepared {
  const named = new Map<string, Prepared>();
  const others = new Kept<{ readonly text: string; times: number }>(kept);
  return (sql) => {
    const known = named.get(sql);
    if (known !== undefined) return known;
    const one = others.of(sql, () => ({ text: numbered(sql), times: 0 }));
    one.times += 1;
    if (one.times < often || named.size >= names) return { text: one.text };
    const found = { name: `crossconnect_${named.size + 1}`, text: one.text };
    named.set(sql, found);
    return found;
  };
}

function numbered(sql: string): string {
  let count = 0;
  return sql.replaceAll(/'[^']*'|"[^"]*"|\?/g, (part) => {
    if (part !== '?') return part;
    count += 1;
    return `$${count}`;
  });
}
