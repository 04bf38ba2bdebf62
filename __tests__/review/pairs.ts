import { type EnvironmentPair } from "../../src/review/compare-environments";
import { plain } from "../../src/review/stages/phrase";
import { type ReviewSide } from "../../src/review/stages/compare";
import { type Review, reviewEnvironment } from "../../src/review/stages/review";
import { type StackPlan } from "../../src/review/plans/planned-actions";
import { type Layer } from "../../src/base/layers";
import { type OutputStack } from "../../src/terraform/output";
import { type EnvironmentRecord, NO_RECORD } from "../../src/terraform/environment-record";
import { trialSynth } from "../../src/synth/trial-synth";
import { type Editable, editedStacks } from "../support/altered";
import { TODAY } from "../support/findings";
import { type Plan } from "../support/plan";
import { planOf } from "../support/reference-plans";

export type Layers = Record<Layer, Editable>;

/** The stacks of an environment in the form of an output folder, after an edit of their JSON. */
export const outputStacks = (plan: Plan, edit: (layers: Layers) => void = () => undefined): OutputStack[] =>
  [...editedStacks(plan, edit)].map(([layer, stack]) => ({
    environment: plan.environment,
    layer,
    folder: `stacks/${plan.environment}-${layer}`,
    after: [],
    stack,
  }));

/** An environment with two plans. */
export const between = (before: Plan, after: Plan): EnvironmentPair => ({
  environment: after.environment,
  before: outputStacks(before),
  after: outputStacks(after),
});

/** An environment before and after an edit of its synthesized JSON. */
export function edited(environment: string | Plan, edit: (layers: Layers) => void): EnvironmentPair {
  const plan = typeof environment === "string" ? planOf(environment) : environment;
  return { environment: plan.environment, before: outputStacks(plan), after: outputStacks(plan, edit) };
}

const sideOf = (stacks: readonly OutputStack[], record = NO_RECORD): ReviewSide => ({
  stacks,
  record,
  files: new Map(),
});

export interface ReviewOptions {
  /** @default - records without settings and waivers */
  readonly records?: readonly [before: EnvironmentRecord, after: EnvironmentRecord];
  /** @default - none */
  readonly plans?: readonly StackPlan[];
  /** @default - no one looks */
  readonly tick?: () => void;
}

export function reviewOf(
  pair: EnvironmentPair,
  { records = [NO_RECORD, NO_RECORD], plans = [], tick }: ReviewOptions = {},
): Review {
  return reviewEnvironment({
    environment: pair.environment,
    before: sideOf(pair.before, records[0]),
    after: sideOf(pair.after, records[1]),
    others: [[], []],
    plans,
    today: TODAY,
    synth: trialSynth,
    ...(tick ? { tick } : {}),
  });
}

/** Lines of a topic of a review, as `level: text`; empty if the review does not have the topic. */
export const linesIn = ({ topics }: Review, title: string): string[] =>
  (topics.find((topic) => topic.title === title)?.lines ?? []).map(
    ({ level, text }) => `${level}: ${plain(text)}`,
  );
