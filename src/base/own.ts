/** The value of a key that a table has itself; undefined for names that every object inherits, such as `constructor`. */
export const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** A table whose every index is own. */
export const ownTable = <T extends object>(rows: T): T => Object.setPrototypeOf(rows, null) as T;
