/** A value of each dimension, by its index. */
export type Row = readonly number[];

/**
 * Rows that together have each triple of values of three dimensions which an accepted row has. It judges the whole product, which has to be
 * small: the matrix of the control plane suite has a search for pairs in a large one.
 */
export function coveringTriples(sizes: readonly number[], isAccepted: (row: Row) => boolean): Row[] {
  const left = productOf(sizes)
    .filter(isAccepted)
    .map((row) => ({ row, triples: triplesOf(row) }));
  const open = new Set(left.flatMap(({ triples }) => triples));
  const rows: Row[] = [];
  while (open.size > 0) {
    const gains = left.map(({ triples }) => triples.filter((each) => open.has(each)).length);
    const best = left[gains.indexOf(Math.max(...gains))];
    if (!best) break;
    rows.push(best.row);
    for (const triple of best.triples) open.delete(triple);
  }
  return rows;
}

/** All rows. */
export const productOf = (sizes: readonly number[]): Row[] =>
  sizes.reduce<Row[]>(
    (rows, size) => rows.flatMap((row) => Array.from({ length: size }, (_, value) => [...row, value])),
    [[]],
  );

/** Three values of a row with their dimensions, for each three dimensions. */
export function triplesOf(row: Row): string[] {
  const values = row.map((value, dimension) => `${dimension}=${value}`);
  return values.flatMap((first, index) =>
    values
      .slice(index + 1)
      .flatMap((second, next) =>
        values.slice(index + next + 2).map((third) => [first, second, third].join(" ")),
      ),
  );
}
