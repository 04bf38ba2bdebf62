import { type TypeRows, typeRows } from "./resource-type";
import table from "./types-of-iam.json";

export const IAM: TypeRows = typeRows(table.rows);
