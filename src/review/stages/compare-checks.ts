import { NOTHING_STATED, type Stated } from "../../infrastructure/stated";
import { CHECKS } from "../../checks/all";
import { type Check } from "../../checks/check";
import { type Result, runChecks } from "../../checks/run";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type EnvironmentRecord } from "../../terraform/environment-record";

type WaiverRecord = EnvironmentRecord["waivers"][number];

export interface ChecksReview {
  /** All findings of the after side. */
  readonly all: readonly Result[];
  /** New findings. */
  readonly found: readonly Result[];
  /** Resolved findings. */
  readonly gone: readonly Result[];
  /** All waived findings of the after side. */
  readonly waived: readonly Result[];
}

/** The checked input of one side. */
export interface CheckedSide {
  /** Undefined if the side does not have the environment. */
  readonly plan: EnvironmentPlan | undefined;
  /** The other environments of the side. */
  readonly others: readonly EnvironmentPlan[];
  readonly waivers: readonly WaiverRecord[];
  /** Values that the environment states. */
  readonly stated: Stated;
  /** Checks of the owner, with what synth recorded. */
  readonly ownChecks: readonly Check[];
}

/**
 * Compares the findings of both sides. A finding whose message changed is a new finding. One of both sides that a waiver accepts on
 * one of them only is none: the waiver has a line.
 */
export function compareChecks(
  before: CheckedSide,
  after: CheckedSide,
  { today, tick }: Pick<Parameters<typeof runChecks>[0], "today" | "tick">,
): ChecksReview {
  const run = ({ plan, others, waivers, stated, ownChecks }: CheckedSide): Result[] =>
    plan === undefined
      ? []
      : runChecks({
          plans: [plan, ...others],
          only: [plan.name],
          checks: CHECKS,
          ownChecksOf: () => ownChecks,
          waiversOf: () => waivers,
          statedOf: (name) => (name === plan.name ? stated : NOTHING_STATED),
          today,
          ...(tick ? { tick } : {}),
        });
  const [was, is] = [run(before), run(after)];
  const keyOfResult = ({ check, layer, address, message }: Result): string =>
    JSON.stringify([check.id, layer, address, message]);
  const [oldKeys, newKeys] = [new Set(was.map(keyOfResult)), new Set(is.map(keyOfResult))];
  return {
    all: is,
    found: is.filter((result) => !oldKeys.has(keyOfResult(result))),
    gone: was.filter((result) => !newKeys.has(keyOfResult(result))),
    waived: is.filter(({ waiver }) => waiver !== undefined),
  };
}
