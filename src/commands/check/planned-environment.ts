import { LAYERS, type Layer, stackName } from "../../core/layers";
import { EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type OutputStack } from "../../terraform-json/output";
import { StackJson } from "../../terraform-json/stack-json";
import { type UnknownAttribute } from "../../terraform-json/terraform-plan/unknown-values";
import { type PlannedStack } from "./plans";
import { type NotKnown } from "./not-known";

/** An environment of which some stacks are judged by plans, and the others as a folder has them. */
export class PlannedEnvironment {
  readonly hasGaps: boolean;
  /** Stacks that neither a plan nor a folder tells of. */
  readonly missing: readonly string[];

  constructor(
    readonly name: string,
    private readonly planned: readonly PlannedStack[],
    private readonly folder: readonly OutputStack[] | undefined,
  ) {
    this.hasGaps = planned.some(({ json }) => json.hasUnknowns);
    const given = planned.map(({ layer }) => layer);
    this.missing = folder
      ? []
      : LAYERS.filter((layer) => !given.includes(layer)).map((layer) => stackName(name, layer));
  }

  /** The environment as checks read it; `onAsked` is told when one reads what a plan does not hold. */
  plan(onAsked: (layer: Layer, unread: UnknownAttribute) => void = () => undefined): EnvironmentPlan {
    const planned = this.planned.map(({ layer, name, json }) => ({
      layer,
      stack: new StackJson(
        name,
        json.withReadCallback((unread) => onAsked(layer, unread)),
      ),
    }));
    const others = (this.folder ?? []).filter(({ layer }) => !planned.some((each) => each.layer === layer));
    return new EnvironmentPlan(this.name, [...planned, ...others]);
  }

  /** What helps where a check asks for what a plan does not hold. */
  get fix(): string {
    return this.folder
      ? "synthesize what was planned into the folder, or plan again after the apply"
      : "give the folder that synth wrote, for what plans do not hold: --out DIR";
  }

  /** What no check can look at. */
  get leftOut(): NotKnown[] {
    const missing = this.missing.map((stack) => ({
      stack,
      why: "neither a plan nor a folder tells what it holds",
      fix: `give a plan of it, or the folder that synth wrote: --out DIR`,
    }));
    const unread = this.planned.flatMap(({ name, leftOut }) =>
      leftOut.map((each) => ({ stack: name, ...each })),
    );
    return [...missing, ...unread].map((each) => ({ environment: this.name, checks: [], ...each }));
  }
}
