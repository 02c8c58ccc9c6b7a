/** A statement as PostgreSQL takes it, under a name that a connection prepares once. */
export interface Prepared {
  readonly name: string;
  readonly text: string;
}

const known = new Map<string, Prepared>();

/** The same statement with `$1`, `$2` … for its `?`; what stands in quotes is left alone. */
export function prepared(sql: string): Prepared {
  let found = known.get(sql);
  if (found === undefined) {
    found = { name: `crossconnect_${known.size + 1}`, text: numbered(sql) };
    known.set(sql, found);
  }
  return found;
}

function numbered(sql: string): string {
  let count = 0;
  return sql.replaceAll(/'[^']*'|"[^"]*"|\?/g, (part) => {
    if (part !== '?') return part;
    count += 1;
    return `$${count}`;
  });
}
