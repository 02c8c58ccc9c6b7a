import type { Json } from '../client.ts';
import type { Cli, Given } from '../command.ts';
import { allItems } from '../pages.ts';
import { tableOf } from '../table.ts';
import { countOf, part } from './arguments.ts';

const MAX = 50;

interface Change {
  readonly at: string;
  readonly peerId: string;
  readonly from: string;
  readonly to: string;
  readonly cause: string;
}

/** The history of sessions as a line in time, the newest at the bottom: what it became, for how long, why. */
export async function showHistory(
  cli: Cli,
  args: readonly (string | readonly string[])[],
  given: Given,
): Promise<void> {
  const path = `/virtual-interfaces/${part(args, 0)}`;
  const items = await allItems(cli, `${path}/session`, {}, countOf(given, 'max', MAX));
  if (cli.json) return cli.list(items, []);
  const { now } = await cli.ask('GET', '/status');
  const changes = (items as unknown as readonly Change[]).toReversed();
  if (changes.length === 0) return cli.list([], []);
  cli.io.out.write(`${tableOf(linesOf(changes, Date.parse(String(now))), COLUMNS)}\n`);
}

const COLUMNS = [
  ['AT', 'at'],
  ['PEER', 'peerId'],
  ['', 'line'],
  ['FOR', 'lasted'],
  ['WHY', 'cause'],
] as const;

/** Up is a full line, down an empty one; a change of the cause alone goes on where it was. */
function linesOf(changes: readonly Change[], now: number): readonly Json[] {
  return changes.map(({ at, peerId, from, to, cause }, index) => {
    const next = changes.slice(index + 1).find((later) => later.peerId === peerId);
    const until = next === undefined ? now : Date.parse(next.at);
    const turned = from === to ? ' ' : to === 'up' ? '▲' : '▼';
    const lasted = `${durationText(Math.max(0, until - Date.parse(at)))}${next === undefined ? ' so far' : ''}`;
    return { at, peerId, line: `${to === 'up' ? '┃' : '╎'} ${turned} ${to}`, lasted, cause };
  });
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const;

/** Two units at most: `2h 5m`, `3s`, `40ms`. */
function durationText(exact: number): string {
  const ms = exact < 1_000 ? exact : Math.round(exact / 1_000) * 1_000;
  const first = UNITS.findIndex(([, size]) => ms >= size);
  if (first < 0) return `${ms}ms`;
  const parts = UNITS.slice(first, first + 2).map(([unit, size], index) => {
    const larger = UNITS[first + index - 1]?.[1];
    const rest = index === 0 || larger === undefined ? ms : ms % larger;
    return [Math.floor(rest / size), unit] as const;
  });
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count}${unit}`)
    .join(' ');
}
