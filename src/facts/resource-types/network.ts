import { type TypeRows, typeRows } from "./resource-type";
import table from "./types-of-network.json";

/** Networks, what they filter, and their paths to others. */
export const NETWORK_TYPES: TypeRows = typeRows(table.rows);
