import { isDeepStrictEqual } from "node:util";
import { type Stated, statedIn } from "../../infrastructure/stated";
import { type ApplyOrder } from "../../project/apply-order";
import { type Input } from "../../project/input";
import { type TrialSynth } from "../../project/trial-synth";
import { atDefaults } from "../../terraform/at-defaults";
import { EnvironmentPlan } from "../../terraform/environment-plan";
import { type EnvironmentRecord } from "../../terraform/environment-record";
import { type OutputStack } from "../../terraform/output";
import { trustedIn } from "../acceptances/trusted";
import { type EnvironmentChanges, compareEnvironments } from "../compare-environments";
import { type StackPlan } from "../plans/planned-actions";
import { rewrittenLines } from "../topics/rights/judged-rights";
import { type Causes, causesBetween } from "./causes";
import { type CostReview, NO_COST, compareCost, hasSamePrices } from "./compare-cost";
import { orderOfApplies } from "./order-of-applies";
import { type SideOrigin } from "./side-origin";

/** One environment in one output folder. */
export interface ReviewSide {
  /** Empty if the folder does not have the environment. */
  readonly stacks: readonly OutputStack[];
  readonly record: EnvironmentRecord;
  /** Files beside the JSON of each stack, by `layer/path`. */
  readonly files: ReadonlyMap<string, string>;
}

export interface ReviewRequest {
  readonly environment: string;
  readonly before: ReviewSide;
  readonly after: ReviewSide;
  /** The other environments of both sides, for names that must be unique across environments. */
  readonly others: readonly [before: readonly EnvironmentPlan[], after: readonly EnvironmentPlan[]];
  readonly plans: readonly StackPlan[];
  /** Origins of the sides that can be edited. @default - none */
  readonly origins?: readonly SideOrigin[];
  /** Whether nothing but the after side itself says that synth wrote its blocks. @default false */
  readonly isOfUnknownOrigin?: boolean;
  /** The ISO date that waivers and support calendars are compared with. */
  readonly today: string;
  /** Synthesizes settings between both sides, for causes. @default - none, which leaves causes unknown */
  readonly synth?: TrialSynth | undefined;
  /** The hand-over that is the after side. @default - synth wrote it */
  readonly module?: Input["module"];
  /** Is called between the parts of the work, which blocks the process. @default - no one looks */
  readonly tick?: () => void;
}

/** One side, as it is read. */
export interface ComparedSide extends ReviewSide {
  /** Empty if the side does not have the environment. */
  readonly plan: EnvironmentPlan;
  readonly stated: Stated;
}

/** The differences of both sides. */
export interface Compared {
  readonly before: ComparedSide;
  readonly after: ComparedSide;
  readonly changes: EnvironmentChanges;
  readonly causes: Causes;
  /** True if the before side does not have the environment. */
  readonly isNew: boolean;
  /** True if the after side does not have the environment. */
  readonly isGone: boolean;
  /** True if nothing differs that a line could be about. */
  readonly isSame: boolean;
  /** The applies of the change; undefined for an environment that is new, gone or unchanged. */
  readonly order: ApplyOrder | undefined;
  readonly cost: CostReview;
}

/** The first stage of a review. */
export function comparedSides(request: ReviewRequest): Compared {
  const { environment, today, synth, tick } = request;
  const sideOf = (side: ReviewSide): ComparedSide => {
    const stated = statedIn(side.record.settings);
    return { ...side, stated, plan: new EnvironmentPlan(environment, side.stacks, stated.instanceTypes) };
  };
  const changes = compareEnvironments({
    environment,
    before: request.before.stacks,
    after: request.after.stacks,
  });
  const causes = causesBetween(request.before, request.after, { environment, changed: changes, synth });
  const [before, after] = [sideOf(request.before), sideOf(request.after)];
  const [isNew, isGone] = [before.stacks.length === 0, after.stacks.length === 0];
  const isSame = isUntouched(changes, before, after);
  const ordering = { today, statedOf: () => after.stated, ...(tick ? { tick } : {}) };
  const order =
    isNew || isGone || isSame ? undefined : orderOfApplies(before.plan, after.plan, changes, ordering);
  const billed = ({ plan, record }: ComparedSide, isMissing: boolean) => ({
    plan: isMissing ? undefined : plan.withStacks(atDefaults),
    record,
  });
  const cost =
    isSame && hasSamePrices(before.record, after.record)
      ? NO_COST
      : compareCost(billed(before, isNew), billed(after, isGone), changes, today);
  return { before, after, changes, causes, isNew, isGone, isSame, order, cost };
}

export const hasNoChanges = ({ resources, others, abandoned }: EnvironmentChanges): boolean =>
  resources.length + others.length + abandoned.length === 0;

/** Whether nothing differs that a line could be about: no block, no text of a policy, and nothing that the file accepts or states. */
const isUntouched = (changes: EnvironmentChanges, before: ComparedSide, after: ComparedSide): boolean =>
  hasNoChanges(changes) &&
  rewrittenLines({ before: before.plan, after: after.plan, resources: [] }).length === 0 &&
  isDeepStrictEqual(acceptedBy(before), acceptedBy(after));

const acceptedBy = ({ record, stated }: Pick<ComparedSide, "record" | "stated">) => ({
  waivers: record.waivers,
  ownChecks: record.ownChecks,
  trusted: trustedIn(record),
  stated,
});
