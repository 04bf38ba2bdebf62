import pc from "picocolors";
import { type Result, isBlocking } from "./run";

/** Position of the value that caused a result, as `file:line:column`; undefined if no single value did. */
export type Locate = (result: Result) => string | undefined;

/** Results as text: errors first, then warnings, then waived findings. */
export function report(results: readonly Result[], locate: Locate = () => undefined): string {
  const rank = (result: Result): number => (result.waiver ? 2 : result.check.severity === "error" ? 0 : 1);
  const lines = [...results].sort((a, b) => rank(a) - rank(b)).map((result) => line(result, locate(result)));
  return lines.join("\n");
}

function line(result: Result, location: string | undefined): string {
  const { check, environment, layer, address, message, waiver } = result;
  const head = waiver ? pc.dim("waived ") : isBlocking(result) ? pc.red("error  ") : pc.yellow("warning");
  const place = `${environment}-${layer} ${address}${location ? ` (${location})` : ""}`;
  const end = waiver ? `accepted until ${waiver.until}: ${waiver.reason}` : `fix: ${check.fix}`;
  return `${head} ${pc.bold(check.id)} ${place}\n        ${message}; ${end}`;
}

/** Number of results of each kind, in words. */
export function counts(results: readonly Result[], checks: number): string {
  const waived = results.filter(({ waiver }) => waiver !== undefined).length;
  const errors = results.filter(isBlocking).length;
  const warnings = results.length - errors - waived;
  return `${amount(checks, "check")}: ${amount(errors, "error")}, ${amount(warnings, "warning")}, ${waived} waived`;
}

const amount = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
