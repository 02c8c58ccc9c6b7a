const LEVELS: Readonly<Record<number, string>> = {
  20: 'debug',
  30: 'info',
  40: 'WARN',
  50: 'ERROR',
  60: 'FATAL',
};

/**
 * A line of the log as a person at a terminal reads it.
 *
 * @param line JSON as the logger writes it
 */
export function readable(line: string): string {
  const { level, time, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const clock = String(time).slice(11, 19);
  const details = Object.entries(rest).map(([name, value]) => ` ${name}=${plain(value)}`);
  const stack = isFailure(err) ? `\n${err.stack ?? err.message}` : '';
  return `${clock} ${(LEVELS[Number(level)] ?? '').padEnd(5)} ${plain(msg)}${details.join('')}${stack}\n`;
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isFailure(value: unknown): value is { readonly message: string; readonly stack?: string } {
  return typeof value === 'object' && value !== null && 'message' in value;
}
