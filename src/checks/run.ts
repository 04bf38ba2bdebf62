import { NOTHING_STATED } from "../analysis/stated";
import { nearest } from "../core/did-you-mean";
import { type Layer } from "../core/layers";
import { type EnvironmentPlan } from "../terraform-json/environment-plan";
import { type WaiverRecord } from "../terraform-json/environment-record";
import { type Check, type CheckContext, type Finding } from "./check";

/** A finding with its check and environment. */
export interface Result extends Finding {
  readonly environment: string;
  readonly check: Check;
  /** The waiver that accepts it. @default - none */
  readonly waiver?: WaiverRecord;
  /** Path of the value in the environment's file that causes it. @default - the part of the file that synth recorded for the address */
  readonly cause?: readonly (string | number)[];
}

export interface RunRequest {
  readonly plans: readonly EnvironmentPlan[];
  /** The only environment to check; the others are passed as context. @default - all */
  readonly only?: readonly string[];
  readonly checks: readonly Check[];
  /** The waivers of an environment. */
  readonly waiversOf: (environment: string) => readonly WaiverRecord[];
  /** The values that an environment states, such as quotas of the account. @default - none */
  readonly statedOf?: CheckContext["statedOf"];
  /** The current day, for waivers and support calendars, as an ISO date. */
  readonly today: string;
}

/** Runs every check on every environment, marks accepted findings, and reports unused and expired waivers. */
export function runChecks(request: RunRequest): Result[] {
  const { plans, only, checks, waiversOf, statedOf = () => NOTHING_STATED, today } = request;
  return plans
    .filter(({ name }) => only === undefined || only.includes(name))
    .flatMap((plan) => {
      const others = plans.filter((other) => other !== plan);
      const waivers = waiversOf(plan.name);
      const used = new Set<WaiverRecord>();
      const results = checks.flatMap((check) =>
        check.run(plan, { today, others, statedOf }).map((finding): Result => {
          const waiver = waivers.find((each) => accepts(each, check, finding) && each.until >= today);
          if (waiver) used.add(waiver);
          return { ...finding, environment: plan.name, check, ...(waiver ? { waiver } : {}) };
        }),
      );
      return [
        ...results,
        ...waivers.flatMap((each, index) =>
          // An inherited waiver need not fit an environment that changes what it accepts.
          used.has(each) || each.inherited
            ? []
            : unused({ plan, waiver: each, index, results, checks, today }),
        ),
      ];
    });
}

const accepts = (waiver: WaiverRecord, check: Check, finding: Finding): boolean =>
  waiver.check === check.id && waiver.address === finding.address;

/** The check on waivers. `runChecks` applies it, so it is not part of `CHECKS`. */
export const WAIVER_CHECK: Check = {
  id: "waiver",
  severity: "error",
  title: "every waiver of an environment's own file accepts a finding and has not expired",
  why: "an unused waiver hides the next finding of its check at that address",
  fix: "correct or remove the waiver; if it has expired, review the finding and set a new last day",
  source: "decisions/0008-checks.md",
  run: () => [],
};

interface Unused {
  readonly plan: EnvironmentPlan;
  readonly waiver: WaiverRecord;
  /** Index of the waiver in the environment's list. */
  readonly index: number;
  readonly results: readonly Result[];
  readonly checks: readonly Check[];
  readonly today: string;
}

/** Findings on a waiver that accepted no finding. */
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
  const expired = isExpired ? [problem("until", `${name}, for ${check}, expired on ${until}`)] : [];
  const ids = checks.map(({ id }) => id);
  if (!ids.includes(check)) {
    return [problem("check", `${nothing} unknown check ${check}${didYouMean(check, ids)}`), ...expired];
  }
  if (!found.some((finding) => finding.address === address)) {
    const others = found.filter((each) => !each.waiver).map((each) => each.address);
    const message = `${nothing} ${check} has no finding at ${address}${didYouMean(address, others)}`;
    return [problem("address", message), ...expired];
  }
  return isExpired ? expired : [problem("address", `${nothing} an earlier waiver accepts the same finding`)];
}

function didYouMean(word: string, candidates: readonly string[]): string {
  const meant = nearest(word, candidates);
  return meant === undefined ? "" : `; did you mean ${meant}?`;
}

/** The layer of an address, or of its resource type; `state` by default, which holds the record of the waivers. */
function layerOf(address: string, plan: EnvironmentPlan, results: readonly Result[]): Layer {
  const isThere = (each: { readonly address: string }): boolean => each.address === address;
  const type = /^(?:data\.)?[^.]*/.exec(address)?.[0] ?? "";
  const named = results.find(isThere) ?? plan.all.find(isThere) ?? plan.resources(type)[0];
  return named?.layer ?? "state";
}

/** The correction of a result. */
export const fixOf = ({ fix, check }: Result): string => fix ?? check.fix;

/** True for a result that fails a synth. */
export const isBlocking = ({ check, waiver }: Result): boolean => check.severity === "error" && !waiver;
