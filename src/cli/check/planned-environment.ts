import { type StatedTypes } from "../../facts/stated-types";
import { LAYERS, type Layer, stackName } from "../../base/layers";
import { PLAN_CHECK } from "../../checks/plan-of-stack";
import { type Result } from "../../checks/run";
import { EnvironmentPlan } from "../../terraform/environment-plan";
import { plannedInstances } from "../../terraform/stack-instances";
import { type OutputStack } from "../../terraform/output";
import { StackJson } from "../../terraform/stack-json";
import { type UnknownAttribute } from "../../terraform/unknown-values";
import { type PlannedStack } from "./planned-stacks";
import { type MissingValue } from "./not-known";

/** An environment with plans of some stacks. The other stacks come from a folder. */
export class PlannedEnvironment {
  readonly hasGaps: boolean;
  /** Stacks that are in no plan and in no folder. */
  readonly missing: readonly string[];
  /** Puts the instances of the blocks of each planned stack in their place. */
  private readonly instances: ReadonlyMap<Layer, ReturnType<typeof plannedInstances>>;

  constructor(
    readonly name: string,
    private readonly planned: readonly PlannedStack[],
    private readonly folder: readonly OutputStack[] | undefined,
    private readonly statedTypes?: StatedTypes,
  ) {
    this.hasGaps = planned.some(({ json }) => json.hasUnknowns);
    const given = planned.map(({ layer }) => layer);
    this.instances = new Map(planned.map((each) => [each.layer, instancesOf(each)]));
    this.missing = folder
      ? []
      : LAYERS.filter((layer) => !given.includes(layer)).map((layer) => stackName(name, layer));
  }

  /**
   * The environment as checks read it.
   *
   * @param onAsked is called when a check reads a value that a plan lacks
   * @param possible a state of the stacks without a plan. @default - as the folder has them
   */
  plan(
    onAsked: (layer: Layer, unread: UnknownAttribute) => void = () => undefined,
    possible?: EnvironmentPlan,
  ): EnvironmentPlan {
    const planned = this.planned.map(({ layer, name, json }) => {
      const stack = new StackJson(
        name,
        json.withReadCallback((unread) => onAsked(layer, unread)),
      );
      return { layer, stack: this.instances.get(layer)?.(stack) ?? stack };
    });
    const others = (this.folder ?? [])
      .filter(({ layer }) => !planned.some((each) => each.layer === layer))
      .map(({ layer, stack }) => ({ layer, stack: possible?.stack(layer) ?? stack }));
    return new EnvironmentPlan(this.name, [...planned, ...others], this.statedTypes);
  }

  /** The action that makes such a value known. */
  get fix(): string {
    return this.folder
      ? "give the folder of the planned revision, or plan again after the apply"
      : "give the output folder of synth, which holds what plans lack: --in DIR";
  }

  /** Each difference between a plan and its stack. */
  get differences(): Result[] {
    return this.planned.flatMap(({ layer, comparison }) =>
      comparison.differences.map(({ address, message }) => ({
        environment: this.name,
        check: PLAN_CHECK,
        layer,
        address,
        message,
      })),
    );
  }

  /** Stacks and blocks that no check can read. */
  get leftOut(): MissingValue[] {
    const missing = this.missing.map((stack) => ({
      stack,
      why: "it is in no plan and in no folder",
      fix: "give a plan of it, or the output folder of synth: --in DIR",
    }));
    const unread = this.planned.flatMap(({ name, leftOut }) =>
      leftOut.map(({ why, fix }) => ({ stack: name, why, fix })),
    );
    return [...missing, ...unread].map((each) => ({ environment: this.name, checks: [], ...each }));
  }
}

function instancesOf({ name, json }: PlannedStack): ReturnType<typeof plannedInstances> {
  const stack = new StackJson(
    name,
    json.withReadCallback(() => undefined),
  );
  return plannedInstances(stack, ({ address, type, name: block }) =>
    json.isWhole(address.startsWith("data.") ? "data" : "resource", type, block),
  );
}
