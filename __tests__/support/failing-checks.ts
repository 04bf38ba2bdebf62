import { writeFileSync } from "node:fs";
import { join } from "node:path";

const known = new Set<string>();

/** Notes for the whole run that a test has a finding of a check. The end of a run of all tests names the checks without one. */
export function noteFinding(id: string): void {
  const folder = process.env["FAILING_CHECKS"];
  if (folder === undefined || known.has(id)) return;
  known.add(id);
  writeFileSync(join(folder, id), "");
}

/** A finding in the output of a command, as a line or as JSON. */
const PRINTED = /^(?:error|warning) +([a-z][\w-]*)|"check": ?"([\w-]+)"/gm;

/** The same for all findings that a command prints. */
export function notePrinted(text: string): void {
  for (const [, ofLine, ofJson] of text.matchAll(PRINTED)) noteFinding(ofLine ?? ofJson ?? "");
}
