/** The kinds of numbers that a column can hold. */
export type ColumnType =
  | typeof Float64Array
  | typeof Uint32Array
  | typeof Int32Array
  | typeof Uint16Array
  | typeof Int16Array
  | typeof Uint8Array;

/** A table by columns: numbers of one kind each, as many as it has rows. */
export type ColumnsOf<Types extends { readonly [name: string]: ColumnType }> = {
  readonly [Name in keyof Types]: InstanceType<Types[Name]>;
};

/** A table whose columns are made one by one. */
export function columnsOf<Types extends { readonly [name: string]: ColumnType }>(
  types: Types,
  make: (type: ColumnType, name: keyof Types) => InstanceType<ColumnType>,
): ColumnsOf<Types> {
  return Object.fromEntries(Object.entries(types).map(([name, type]) => [name, make(type, name)])) as ColumnsOf<Types>;
}

/** An empty table of so many rows. */
export function emptyColumns<Types extends { readonly [name: string]: ColumnType }>(
  types: Types,
  rows: number,
): ColumnsOf<Types> {
  return columnsOf(types, (Type) => new Type(rows));
}
