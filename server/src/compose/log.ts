import type { Logger } from 'pino';
import { readable } from './log-line.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'fatal';

type Write = (details: object, message: string) => void;

/** What the server says to its operator, on standard error. Never a secret. */
export interface Log extends Readonly<Record<LogLevel, Write>> {
  /** Resolves when every line so far is written. To be awaited before the process ends. */
  flush(): Promise<void>;
}

interface Line {
  readonly level: LogLevel;
  readonly time: number;
  readonly details: object;
  readonly message: string;
}

const ORDER: readonly (LogLevel | 'silent')[] = ['debug', 'info', 'warn', 'error', 'fatal', 'silent'];
/** Lines of a quiet start wait this long, so that loading the logger does not delay the first answer. */
const PATIENCE_MS = 300;

/**
 * Lines are kept until the logger is loaded, which happens shortly after the first one: the library costs a start
 * 20 ms and 8 MB that nobody waits for.
 */
export function createLog(threshold: LogLevel | 'silent', output: NodeJS.WriteStream = process.stderr): Log {
  const waiting: Line[] = [];
  let logger: Logger | undefined;
  let loading: Promise<void> | undefined;
  const load = async () => {
    const { pino } = await import('pino');
    // Each line carries the moment at which it was said, not the one at which it is written.
    const options = { level: threshold, base: null, timestamp: false };
    logger = pino(options, { write: (line) => void output.write(output.isTTY ? readable(line) : line) });
    for (const line of waiting.splice(0)) write(logger, line);
  };
  const loadOnce = () => (loading ??= load());
  const say = (line: Line) => {
    if (logger !== undefined) return write(logger, line);
    if (waiting.push(line) === 1) setTimeout(() => void loadOnce(), PATIENCE_MS).unref();
  };
  const at = (level: LogLevel): Write => {
    if (ORDER.indexOf(level) < ORDER.indexOf(threshold)) return () => {};
    return (details, message) => say({ level, time: Date.now(), details, message });
  };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    fatal: at('fatal'),
    flush: async () => {
      if (waiting.length > 0) await loadOnce();
      await new Promise<void>((resolve) => output.write('', () => resolve()));
    },
  };
}

function write(logger: Logger, { level, time, details, message }: Line): void {
  logger[level]({ time: new Date(time).toISOString(), ...details }, message);
}
