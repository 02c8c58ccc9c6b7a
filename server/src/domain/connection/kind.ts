const WORDS = {
  dedicated: 'a dedicated connection',
  hosted: 'a hosted connection',
  interconnect: 'an interconnect',
} as const;

export type ConnectionKind = keyof typeof WORDS;

/** The kind in a sentence: `it is a hosted connection`. */
export function kindInWords(kind: ConnectionKind): string {
  return WORDS[kind];
}
