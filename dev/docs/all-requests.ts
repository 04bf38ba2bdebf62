import { type PartRequests } from "../../src/parts/part-requests";
import { REQUESTS_OF_PARTS } from "../../src/parts/generated/requests";

/** The rows of all parts, by name. Two rows with one name are an error: a container would have the amounts of another one. */
export function allRequests(
  parts: Readonly<Record<string, Readonly<Record<string, PartRequests>>>>,
): Readonly<Record<string, PartRequests>> {
  const rows = new Map<string, PartRequests>();
  for (const [part, requests] of Object.entries(parts)) {
    for (const [name, row] of Object.entries(requests)) {
      if (rows.has(name)) throw new Error(`${part} has requests of ${name}, as another part does`);
      rows.set(name, row);
    }
  }
  return Object.fromEntries([...rows].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Requests that this project sets, by the name of the chart or part, and of the program. */
export const PART_REQUESTS = allRequests(REQUESTS_OF_PARTS);
