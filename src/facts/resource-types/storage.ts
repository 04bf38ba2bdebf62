import { type TypeRows, typeRows } from "./resource-type";
import table from "./types-of-storage.json";

/** Objects, images and backups. */
export const STORAGE: TypeRows = typeRows(table.rows);
