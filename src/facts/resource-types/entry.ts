import { type TypeRows, typeRows } from "./resource-type";
import table from "./types-of-entry.json";

/** Load balancers, and the certificates, records and web ACLs before them. */
export const ENTRY: TypeRows = typeRows(table.rows);
