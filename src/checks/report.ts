import pc from "picocolors";
import { counted } from "../base/counted";
import { stackName } from "../base/layers";
import { type Result, fixOf, isBlocking, severityOf } from "./run";

/** Position of the value that caused a result, as `file:line:column`; undefined if no single value did. */
export type Locate = (result: Result) => string | undefined;

const KINDS = ["error", "warning", "notice", "waived"] as const;

const kindOf = (result: Result): (typeof KINDS)[number] => {
  if (result.waiver) return "waived";
  if (isBlocking(result)) return "error";
  return result.isNotice ? "notice" : "warning";
};

/** Results as text, one entry for each cause: errors first, then warnings, notices and waived findings. */
export function report(results: readonly Result[], locate: Locate = () => undefined): string {
  const rank = (result: Result): number => KINDS.indexOf(kindOf(result));
  const sorted = [...results].sort((a, b) => rank(a) - rank(b));
  return byCause(sorted)
    .map((equal) => entry(equal, locate))
    .join("\n");
}

/** Results with the same check, message and correction or waiver. They have one cause at several places. */
function byCause(results: readonly Result[]): (readonly [Result, ...Result[]])[] {
  const causes = new Map<string, [Result, ...Result[]]>();
  for (const result of results) {
    const { check, message, waiver, requestedBy } = result;
    const key = JSON.stringify([
      check.id,
      message,
      fixOf(result),
      waiver?.reason,
      waiver?.until,
      requestedBy,
    ]);
    const known = causes.get(key);
    if (known) known.push(result);
    else causes.set(key, [result]);
  }
  return [...causes.values()];
}

const COLORS = { error: pc.red, warning: pc.yellow, notice: pc.cyan, waived: pc.dim };

function entry(results: readonly [Result, ...Result[]], locate: Locate): string {
  const [first] = results;
  const { check, message, finding, waiver, requestedBy } = first;
  const id = finding === undefined ? "" : ` ${pc.dim(`finding: ${finding}`)}`;
  const kind = kindOf(first);
  const head = COLORS[kind](kind.padEnd(7));
  const end = waiver ? `accepted until ${waiver.until}: ${waiver.reason}` : `fix: ${fixOf(first)}`;
  const required = requestedBy === undefined ? "" : `; required by ${requestedBy}`;
  return `${head} ${pc.bold(check.id)} ${placesOf(results, locate)}${id}\n        ${message}${required}; ${end}`;
}

/** Addresses by stack and position: `a-network aws_subnet.a, aws_subnet.b (a.yaml:3:1); b-network aws_subnet.a`. */
function placesOf(results: readonly Result[], locate: Locate): string {
  const places = new Map<string, { stack: string; addresses: string[]; location: string | undefined }>();
  for (const result of results) {
    const stack = stackName(result.environment, result.layer);
    const location = locate(result);
    const key = JSON.stringify([stack, location]);
    const place = places.get(key) ?? { stack, addresses: [], location };
    places.set(key, place);
    if (!place.addresses.includes(result.address)) place.addresses.push(result.address);
  }
  return [...places.values()]
    .map(
      ({ stack, addresses, location }) =>
        `${stack} ${addresses.join(", ")}${location === undefined ? "" : ` (${location})`}`,
    )
    .join("; ");
}

/** Number of entries of each kind, in words, with the number of places where some have several. */
export function counts(results: readonly Result[], checks: number): string {
  const [errors = [], warnings = [], notices = [], waived = []] = KINDS.map((kind) =>
    results.filter((result) => kindOf(result) === kind),
  );
  return [
    `${counted(checks, "check")}: ${counted(byCause(errors).length, "error")}${placesIn(errors)}`,
    `${counted(byCause(warnings).length, "warning")}${placesIn(warnings)}`,
    ...(notices.length > 0 ? [`${counted(byCause(notices).length, "notice")}${placesIn(notices)}`] : []),
    `${byCause(waived).length} waived${placesIn(waived)}`,
  ].join(", ");
}

const placesIn = (results: readonly Result[]): string =>
  results.length === byCause(results).length ? "" : ` at ${counted(results.length, "place")}`;

/** Results for `--json`. */
export const resultsAsJson = (results: readonly Result[]) =>
  results.map((result) => {
    const { check, environment, layer, address, finding, message, waiver } = result;
    return {
      check: check.id,
      severity: severityOf(result),
      environment,
      stack: stackName(environment, layer),
      address,
      ...(finding === undefined ? {} : { finding }),
      message,
      fix: fixOf(result),
      ...(waiver ? { waiver } : {}),
    };
  });
