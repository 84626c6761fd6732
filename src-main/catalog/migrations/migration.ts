/** One step of the schema. Never edited once released: a later step mends it. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}
