import { type TypeRows, typeRows } from "./resource-type";
import table from "./types-of-kubernetes.json";

/** Objects in the cluster. `name-limits.ts` has the limits of their names, by kind. */
export const KUBERNETES_TYPES: TypeRows = typeRows(table.rows);
