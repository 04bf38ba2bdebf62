import { type TypeRows, typeRows } from "./resource-type";
import table from "./types-of-eks.json";

export const EKS: TypeRows = typeRows(table.rows);
