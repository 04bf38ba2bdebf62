import pc from "picocolors";
import { counts, report } from "../../checks/report";
import { type Result } from "../../checks/run";
import { stackName } from "../../core/layers";
import { type NotKnown } from "./not-known";
import { type Judgement } from "./run-on-plans";

/** What a run on plans has to say besides what was found. */
export interface PlansPage extends Judgement {
  /** What was taken from the folder because a plan does not hold it, by stack. */
  readonly taken: ReadonlyMap<string, readonly string[]>;
  /** The folder, if one was given. */
  readonly out: string | undefined;
}

/** Results for a person, and below them how many there are. */
export function page(results: readonly Result[], checks: number): string {
  return paragraphs([report(results), counts(results, checks)]);
}

/** The same for plans, with what could not be known, and what the folder told in their place. */
export function plansPage({ results, unsure, notKnown, taken, out }: PlansPage, checks: number): string {
  const unknown = alike(notKnown).map(unknownLine);
  const filled = [...taken].map(
    ([stack, what]) =>
      `${pc.dim("folder ")} ${stack}\n        of ${out}, not of the plan: ${what.join(", ")}`,
  );
  return paragraphs([
    report(results),
    unsure.length > 0
      ? `perhaps, as these checks could not know all that they asked for:\n${report(unsure)}`
      : "",
    unknown.join("\n"),
    filled.join("\n"),
    `${counts(results, checks)}, ${unsure.length} unsure, ${notKnown.length} not known`,
  ]);
}

const paragraphs = (texts: readonly string[]): string =>
  `${texts.filter((text) => text !== "").join("\n\n")}\n`;

interface Alike extends NotKnown {
  readonly addresses: string[];
}

/** Values that the same checks miss for the same reason, such as the lifecycle of many resources. */
function alike(notKnown: readonly NotKnown[]): Alike[] {
  const groups = new Map<string, Alike>();
  for (const each of notKnown) {
    const key = JSON.stringify([each.stack, each.unread?.attribute, each.why, each.checks]);
    const group = groups.get(key) ?? { ...each, addresses: [] };
    if (each.unread) group.addresses.push(each.unread.address);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function unknownLine({ stack, unread, addresses, why, fix, checks }: Alike): string {
  const what = unread ? ` ${unread.attribute} of ${addresses.join(", ")}` : "";
  const askers = checks.length > 0 ? `; asked for by ${firstFew(checks)}` : "";
  return `${pc.yellow("unknown")} ${stack}${what}\n        ${why}${askers}; fix: ${fix}`;
}

const firstFew = (checks: readonly string[]): string =>
  [...checks.slice(0, FEW), ...(checks.length > FEW ? [`${checks.length - FEW} more`] : [])].join(", ");

/** As many checks as one line names; JSON names them all. */
const FEW = 5;

/** Results for a script. */
export const resultsAsJson = (results: readonly Result[]) =>
  results.map(({ check, environment, layer, address, message, waiver }) => ({
    check: check.id,
    severity: check.severity,
    environment,
    stack: stackName(environment, layer),
    address,
    message,
    fix: check.fix,
    ...(waiver ? { waiver } : {}),
  }));

/** The same for plans: what may be so or not has `unsure`, and what could not be known has severity "unknown". */
export const plansAsJson = ({ results, unsure, notKnown }: Judgement) => [
  ...resultsAsJson(results),
  ...resultsAsJson(unsure).map((each) => ({ ...each, unsure: true })),
  ...notKnown.map(({ environment, stack, unread, why, fix, checks }) => ({
    severity: "unknown",
    environment,
    stack,
    ...(unread ? { address: unread.address, attribute: unread.attribute } : {}),
    message: why,
    fix,
    checks,
  })),
];
