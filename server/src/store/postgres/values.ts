/** Types by their object ids, as `pg_type` numbers them. */
const BOOL = 16;
const INT8 = 20;
const INT2 = 21;
const INT4 = 23;
const FLOAT8 = 701;
const NUMERIC = 1700;

const parsers = new Map<number, (text: string) => unknown>([
  [BOOL, (text) => (text === 't' ? 1 : 0)],
  [INT2, Number],
  [INT4, Number],
  [INT8, whole],
  [FLOAT8, Number],
  // Sums of bigint.
  [NUMERIC, whole],
]);

const asText = (text: string) => text;

/** Values as the other engine gives them: numbers for what counts, 1 and 0 for what is true or not, else text. */
export const types = { getTypeParser: (oid: number) => parsers.get(oid) ?? asText };

/** @throws RangeError when a number cannot hold it exactly */
function whole(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) throw new RangeError(`${text} is too large`);
  return value;
}
