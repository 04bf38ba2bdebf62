import pc from "picocolors";
import { type Locate, counts, report, resultsAsJson } from "../checks/report";
import { type Result } from "../checks/run";
import { firstFew } from "../base/counted";
import { type NotProved, notProvedLines } from "../project/not-proved";
import { type MissingValue } from "./check/not-known";
import { type Judgement } from "./check/run-on-plans";
import { type PlannedStack } from "./check/planned-stacks";

/** The judgement, and the settings that a folder supplied. */
export interface PlansPage extends Judgement {
  /** Things that none of this proves. */
  readonly notProved: readonly NotProved[];
  /** Settings that the folder supplied because the plan lacks them, by stack. */
  readonly taken: ReadonlyMap<string, readonly string[]>;
  /** Undefined where none is given. */
  readonly folder: string | undefined;
  /** How far each plan was compared with its stack. */
  readonly compared: readonly (PlannedStack["comparison"] & { readonly stack: string })[];
}

/** Results for a terminal, followed by their counts and by what is not proved. */
export function page(
  results: readonly Result[],
  checks: number,
  notProved: readonly NotProved[],
  locate?: Locate,
): string {
  return paragraphs([report(results, locate), counts(results, checks), notProvedLines(notProved).join("\n")]);
}

/** `page` for plans, with unknown values and the settings that the folder supplied. */
export function plansPage(
  { results, unsure, notKnown, taken, folder, compared, notProved }: PlansPage,
  checks: number,
): string {
  const unknown = missingValueGroups(notKnown).map(unknownLine);
  const filled = [...taken].map(
    ([stack, what]) =>
      `${pc.dim("folder ")} ${stack}\n        from ${folder}, not from the plan: ${what.join(", ")}`,
  );
  return paragraphs([
    report(results),
    unsure.length > 0 ? `unsure, since these checks needed unknown values:\n${report(unsure)}` : "",
    unknown.join("\n"),
    filled.join("\n"),
    compared.map(comparedLine).join("\n"),
    `${counts(results, checks)}, ${unsure.length} unsure, ${notKnown.length} not known`,
    notProvedLines(notProved).join("\n"),
  ]);
}

function comparedLine({ stack, with: side, values, compared, differences }: Compared): string {
  const equal = compared - differences.length;
  const rest = {
    stack: `${equal} values of ${values} equal the stack; ${values - compared} are judged from planned values only`,
    module: `${equal} values of ${values} equal the files of the module; ${values - compared} are judged from planned values and these files`,
    nothing: `0 values of ${values}: there is no stack to compare with; give the output folder of synth: --in DIR`,
  }[side];
  return `${pc.dim("compared")} ${stack}\n        ${rest}`;
}

type Compared = PlansPage["compared"][number];

/** Texts with an empty line between them. */
export const paragraphs = (texts: readonly string[]): string =>
  `${texts.filter((text) => text !== "").join("\n\n")}\n`;

interface MissingValueGroup extends MissingValue {
  readonly addresses: string[];
}

/** Unknown values with the same reason and checks, such as the lifecycle of many resources. */
function missingValueGroups(notKnown: readonly MissingValue[]): MissingValueGroup[] {
  const groups = new Map<string, MissingValueGroup>();
  for (const each of notKnown) {
    const key = JSON.stringify([each.stack, each.unread?.attribute, each.why, each.checks]);
    const group = groups.get(key) ?? { ...each, addresses: [] };
    if (each.unread) group.addresses.push(each.unread.address);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function unknownLine({ stack, unread, addresses, why, fix, checks }: MissingValueGroup): string {
  const what = unread ? ` ${unread.attribute} of ${addresses.join(", ")}` : "";
  const askers = checks.length > 0 ? `; needed by ${firstFew(checks, FEW)}` : "";
  return `${pc.yellow("unknown")} ${stack}${what}\n        ${why}${askers}; fix: ${fix}`;
}

/** Checks on one line; JSON has all of them. */
const FEW = 5;

/** How far each plan was compared, for `--json`. */
export const comparedAsJson = ({ compared: all }: PlansPage) =>
  all.map(({ stack, with: side, values, compared }) => ({ stack, with: side, values, compared }));

/** `resultsAsJson` for plans. Unsure findings have `unsure`; unknown values have the severity "unknown". */
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
