import { isOwn } from "../infrastructure/accepted-blocks";
import { NOTHING_STATED } from "../infrastructure/stated";
import { orMeant } from "../base/did-you-mean";
import { type Layer } from "../base/layers";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { secretLooksIn } from "../terraform/secret-looks";
import { HIDDEN } from "../terraform/shown-value";
import { possiblePlans } from "../terraform/possible-plans";
import { type Check, type CheckContext, type Finding, ruleOf } from "./check";
import { ORIGIN_CHECKS } from "./edited";
import { groupBy } from "../base/group-by";
import { findingId } from "./runner/finding-id";
import { shownMessage } from "./shown-message";
import TEXTS from "./texts.json";
import { type EnvironmentRecord } from "../terraform/environment-record";

type WaiverRecord = EnvironmentRecord["waivers"][number];

/** A finding with its check and environment. */
export interface Result extends Finding {
  readonly environment: string;
  readonly check: Check;
  /** Id of the finding. @default - none, no waiver can accept it */
  readonly finding?: string;
  /** The waiver, or the entry of another list of the environment's file, that accepts it. @default - none */
  readonly waiver?: WaiverRecord;
}

interface RunRequest {
  readonly plans: readonly EnvironmentPlan[];
  /** The only environment to check; the others are passed as context. @default - all */
  readonly only?: readonly string[];
  readonly checks: readonly Check[];
  /** Checks of the owner of an environment. @default - none */
  readonly ownChecksOf?: (environment: string) => readonly Check[];
  /** The waivers of an environment. */
  readonly waiversOf: (environment: string) => readonly WaiverRecord[];
  /** The values that an environment states, such as quotas of the account. @default - none */
  readonly statedOf?: CheckContext["statedOf"];
  /** @default - checks that need it find nothing, and reports name them */
  readonly evaluateRules?: CheckContext["evaluateRules"];
  /** The current day, for waivers and support calendars, as an ISO date. */
  readonly today: string;
  /** Begins the checks of an environment. @default - no one looks */
  readonly step?: (what: string) => void;
  /** Is called after each check, since the checks block the process. @default - no one looks */
  readonly tick?: () => void;
}

/** Runs every check on every possible plan of every environment, marks accepted findings, and reports unused and expired waivers. */
export function runChecks(request: RunRequest): Result[] {
  const {
    plans,
    only,
    waiversOf,
    statedOf = () => NOTHING_STATED,
    evaluateRules,
    today,
    step,
    tick,
  } = request;
  const shared = { statedOf, today, ...(evaluateRules ? { evaluateRules } : {}) };
  return plans
    .filter(({ name }) => only === undefined || only.includes(name))
    .flatMap((plan) => {
      const others = plans.filter((other) => other !== plan);
      const waivers = waiversOf(plan.name);
      const used = new Set<WaiverRecord>();
      const checks = [...request.checks, ...(request.ownChecksOf?.(plan.name) ?? [])];
      step?.(`checking ${plan.name}`);
      const possible = possiblePlans(plan);
      const results = checks.flatMap((check) => {
        const findings = foundIn(possible, check, { ...shared, others });
        tick?.();
        return findings.map(({ finding, id }): Result => {
          const { address, accepted } = finding;
          const message = shownMessage(secretLooksIn(finding.message).replacedBy(HIDDEN));
          const advice = check.isConvention && isOwn(plan, finding) ? { isAdvice: true } : {};
          const result = { ...finding, ...advice, message, environment: plan.name, check, finding: id };
          if (accepted) return { ...result, waiver: { check: check.id, address, finding: id, ...accepted } };
          const waiver = waivers.find(
            (each) =>
              each.check === check.id &&
              check.insteadOfWaiver === undefined &&
              each.address === address &&
              each.finding === id &&
              each.until >= today,
          );
          if (waiver) used.add(waiver);
          return waiver ? { ...result, waiver } : result;
        });
      });
      return [
        ...oneForEachCause(results),
        ...waivers.flatMap((each, index) =>
          // An inherited waiver need not fit an environment that changes what it accepts.
          used.has(each) ||
          (each.inherited && each.finding !== undefined && insteadOf(each, checks) === undefined)
            ? []
            : unused({ plan, waiver: each, index, results, checks, today }),
        ),
      ];
    });
}

/** Results without errors whose cause another error at their address names: the block as a whole, or the argument to review. */
function oneForEachCause(results: readonly Result[]): Result[] {
  const byPlace = groupBy(results.filter(isBlocking), ({ layer, address }) => `${layer} ${address}`);
  return results.filter((each) => {
    const atBlock = byPlace.get(`${each.layer} ${each.address}`) ?? [];
    const refused = atBlock.find(({ refusesBlock }) => refusesBlock) ?? each;
    if (refused !== each) return false;
    if (each.reviewed === undefined || !isBlocking(each)) return true;
    const others = atBlock.filter(({ reviewed }) => reviewed === undefined);
    const words = new Set(others.flatMap(({ message }) => message.split(/\W+/)));
    return !each.reviewed.every((path) => path.split(".").some((name) => name !== "" && words.has(name)));
  });
}

/** The fix of a waiver for a check that has no waivers; undefined for another check. */
const insteadOf = ({ check }: WaiverRecord, checks: readonly Check[]): string | undefined =>
  [...checks, ...Object.values(ORIGIN_CHECKS)].find(({ id }) => id === check)?.insteadOfWaiver;

/** Findings of a check in all possible plans, with their ids. One that several plans have is reported once. */
export function foundIn(
  possible: ReturnType<typeof possiblePlans>,
  check: Check,
  context: CheckContext,
): { readonly finding: Finding; readonly id: string }[] {
  const elsewhere = check.findsExcess ? check.missing : check.run;
  const all = possible.map((plan, index) =>
    ((index === 0 ? check.run : elsewhere)?.(plan, context) ?? []).map((finding) => ({
      finding,
      id: findingId(check, finding),
    })),
  );
  const [first = [], ...others] = all;
  const keyOfFinding = ({ finding: { layer, address }, id }: (typeof first)[number]): string =>
    `${layer} ${address} ${id}`;
  const known = new Set(others.length > 0 ? first.map(keyOfFinding) : []);
  return [
    ...first,
    ...others.flat().filter((each) => {
      const isNew = !known.has(keyOfFinding(each));
      known.add(keyOfFinding(each));
      return isNew;
    }),
  ];
}

/** Waivers of an environment that accept a finding, in the order of the findings. */
export const acceptingWaivers = (results: readonly Result[], environment: string): WaiverRecord[] => [
  ...new Set(
    results.flatMap((result) =>
      result.environment === environment && result.waiver && !result.accepted ? [result.waiver] : [],
    ),
  ),
];

/** The check on waivers. `runChecks` applies it, so it is not part of `CHECKS`. */
export const WAIVER_CHECK: Check = {
  ...ruleOf(TEXTS, "waiver"),
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
  const found = results.filter((result) => result.check.id === check);
  const problem = (key: keyof WaiverRecord, message: string, fix?: string): Result => ({
    environment: plan.name,
    check: WAIVER_CHECK,
    layer: layerOf(address, plan, [...found, ...results]),
    address,
    message,
    cause: ["waivers", index, key],
    ...(fix === undefined ? {} : { fix }),
  });
  const nothing = (key: keyof WaiverRecord, why: string, instead?: string): Result => ({
    ...problem(key, `${name} accepts nothing: ${why}`, instead),
    isLeftover: true,
  });
  const instead = insteadOf(waiver, checks);
  if (instead !== undefined) {
    const what = check === ORIGIN_CHECKS.edited.id ? "an edit of the output" : check;
    return [nothing("check", `no waiver accepts ${what}`, instead)];
  }
  const isExpired = until < today;
  const expired = isExpired ? [problem("until", `${name}, for ${check}, expired on ${until}`)] : [];
  const names = checks.map(({ id }) => id);
  if (!names.includes(check)) {
    return [nothing("check", `unknown check ${check}${orMeant(check, names)}`), ...expired];
  }
  // Where no error is left that it could be meant for, the finding was corrected: no error either.
  const isCorrected = waiver.finding !== undefined && !found.some(isBlocking);
  const leftover = (each: Result): Result[] =>
    isCorrected ? [{ ...each, isAdvice: true }] : [each, ...expired];
  if (!found.some((finding) => finding.address === address)) {
    const others = found.filter((each) => !each.waiver).map((each) => each.address);
    const why = `${check} has no finding at ${address}${orMeant(address, others)}`;
    return leftover(nothing("address", why));
  }
  const ids = idsOf(found.filter((each) => each.address === address));
  const isThere = waiver.finding !== undefined && ids.includes(waiver.finding);
  if (isThere)
    return isExpired ? expired : [nothing("finding", "an earlier waiver accepts the same finding")];
  const open = idsOf(found.filter((each) => each.address === address && !each.waiver));
  const named =
    waiver.finding === undefined
      ? `it names no finding of ${check} at ${address}`
      : `${check} no longer has the finding ${waiver.finding} at ${address}, but ${open.length > 0 ? "another one" : "others, which are accepted"}`;
  const lines = open.map((id) => `finding: ${id}`).join(" or ");
  const fix =
    open.length > 0 ? `read the finding; to accept it, write ${lines} in the waiver` : "remove the waiver";
  return leftover(nothing("finding", named, fix));
}

const idsOf = (results: readonly Result[]): string[] => [
  ...new Set(results.flatMap(({ finding }) => finding ?? [])),
];

/** The layer of an address, or of its resource type; `state` by default, which holds the record of the waivers. */
function layerOf(address: string, plan: EnvironmentPlan, results: readonly Result[]): Layer {
  const isThere = (each: { readonly address: string }): boolean => each.address === address;
  const type = /^(?:data\.)?[^.]*/.exec(address)?.[0] ?? "";
  const named = results.find(isThere) ?? plan.all.find(isThere) ?? plan.resources(type)[0];
  return named?.layer ?? "state";
}

/** The correction of a result. */
export const fixOf = ({ fix, check }: Result): string => fix ?? check.fix;

/** The severity of a result: a warning for a notice and for advice, and where a key of the environment's file asks for what is found. */
export const severityOf = ({
  check,
  requestedBy,
  isNotice,
  isAdvice,
}: Pick<Result, "check" | "requestedBy" | "isNotice" | "isAdvice">): Check["severity"] =>
  requestedBy === undefined && isNotice !== true && isAdvice !== true ? check.severity : "warning";

/** True for a result that fails a synth. */
export const isBlocking = (result: Result): boolean => severityOf(result) === "error" && !result.waiver;
