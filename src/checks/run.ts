import { nearest } from "../core/did-you-mean";
import { type Layer } from "../core/layers";
import { type EnvironmentPlan } from "../terraform-json/environment-plan";
import { type WaiverRecord } from "../terraform-json/environment-record";
import { type Check, type Finding } from "./check";

/** A finding with the check that made it. */
export interface Result extends Finding {
  readonly environment: string;
  readonly check: Check;
  /** The waiver that accepts it. */
  readonly waiver?: WaiverRecord;
  /** Path of the value of the environment's file that is to blame, where not the address tells it. */
  readonly cause?: readonly (string | number)[];
}

export interface RunRequest {
  readonly plans: readonly EnvironmentPlan[];
  /** The one environment to check, with the others beside it. @default - all */
  readonly only?: string;
  readonly checks: readonly Check[];
  /** Waivers of an environment. */
  readonly waiversOf: (environment: string) => readonly WaiverRecord[];
  /** The day to compare waivers and support calendars with, as an ISO date. */
  readonly today: string;
}

/** Runs every check on every environment; waivers mark what they accept, and are judged themselves. */
export function runChecks({ plans, only, checks, waiversOf, today }: RunRequest): Result[] {
  return plans
    .filter(({ name }) => only === undefined || name === only)
    .flatMap((plan) => {
      const others = plans.filter((other) => other !== plan);
      const waivers = waiversOf(plan.name);
      const used = new Set<WaiverRecord>();
      const results = checks.flatMap((check) =>
        check.run(plan, { today, others }).map((finding): Result => {
          const waiver = waivers.find((each) => accepts(each, check, finding) && each.until >= today);
          if (waiver) used.add(waiver);
          return { ...finding, environment: plan.name, check, ...(waiver ? { waiver } : {}) };
        }),
      );
      return [
        ...results,
        ...waivers.flatMap((each, index) =>
          used.has(each) ? [] : unused({ plan, waiver: each, index, results, checks, today }),
        ),
      ];
    });
}

const accepts = (waiver: WaiverRecord, check: Check, finding: Finding): boolean =>
  waiver.check === check.id && waiver.address === finding.address;

/** A waiver that is over, or that nothing needs any more, hides the next finding: it has to go. */
const WAIVER_CHECK: Check = {
  id: "waiver",
  severity: "error",
  title: "every waiver accepts a finding and has not expired",
  why: "a waiver that nothing needs would hide the next finding of its check",
  fix: "correct or remove the waiver; where it is over, look at the finding again and set a new day",
  source: "decisions/0008-checks.md",
  run: () => [],
};

interface Unused {
  readonly plan: EnvironmentPlan;
  readonly waiver: WaiverRecord;
  /** Its place among the waivers of the environment. */
  readonly index: number;
  /** What the checks found. */
  readonly results: readonly Result[];
  readonly checks: readonly Check[];
  readonly today: string;
}

/** All that is wrong with a waiver that accepted nothing. */
function unused({ plan, waiver, index, results, checks, today }: Unused): Result[] {
  const { check, address, until } = waiver;
  const name = `waivers[${index}]`;
  const nothing = `${name} accepts nothing:`;
  const found = results.filter((result) => result.check.id === check);
  const problem = (key: keyof WaiverRecord, message: string): Result => ({
    environment: plan.name,
    check: WAIVER_CHECK,
    layer: layerOf(address, plan, [...found, ...results]),
    address,
    message,
    cause: ["waivers", index, key],
  });
  const isExpired = until < today;
  const expired = isExpired ? [problem("until", `${name}, of ${check}, ended on ${until}`)] : [];
  const ids = checks.map(({ id }) => id);
  if (!ids.includes(check)) {
    return [problem("check", `${nothing} unknown check ${check}${didYouMean(check, ids)}`), ...expired];
  }
  if (!found.some((finding) => finding.address === address)) {
    const others = found.filter((each) => !each.waiver).map((each) => each.address);
    const message = `${nothing} ${check} finds nothing at ${address}${didYouMean(address, others)}`;
    return [problem("address", message), ...expired];
  }
  return isExpired ? expired : [problem("address", `${nothing} an earlier one accepts the same`)];
}

function didYouMean(word: string, candidates: readonly string[]): string {
  const meant = nearest(word, candidates);
  return meant === undefined ? "" : `; did you mean ${meant}?`;
}

/** The layer that an address stands in, else that of its type; the record of waivers lies in the state's. */
function layerOf(address: string, plan: EnvironmentPlan, results: readonly Result[]): Layer {
  const isThere = (each: { readonly address: string }): boolean => each.address === address;
  const type = /^(?:data\.)?[^.]*/.exec(address)?.[0] ?? "";
  const named = results.find(isThere) ?? plan.all.find(isThere) ?? plan.resources(type)[0];
  return named?.layer ?? "state";
}

/** True where a result has to stop a synth. */
export const isBlocking = ({ check, waiver }: Result): boolean => check.severity === "error" && !waiver;
