import { type TypeRows, typeRows } from "./resource-type";
import table from "./types-of-monitoring.json";

/** Logs, alarms and messages. */
export const MONITORING: TypeRows = typeRows(table.rows);
