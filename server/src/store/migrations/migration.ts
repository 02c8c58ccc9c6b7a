/** One numbered step of the schema. Never edited once it has been released: the next one corrects it. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  /** Plain SQL; `{clustered}` stands where an engine may keep the rows in the order of the key. */
  readonly statements: readonly string[];
}
