import { type TypeRows, typeRows } from "./resource-type";
import table from "./types-of-encryption.json";

/** Keys and secrets. */
export const ENCRYPTION: TypeRows = typeRows(table.rows);
