import { type StackPlan } from "../../src/review/plans/planned-actions";
import { type Layer } from "../../src/base/layers";
import { type Json, type JsonObject } from "../../src/terraform/stack-json";

interface PlannedChange {
  readonly address: string;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  /** @default - none */
  readonly sensitive?: JsonObject;
}

/** A plan of a stack with values, as `terraform show -json` prints it. */
export const stackPlanOf = (layer: Layer, ...changes: readonly PlannedChange[]): StackPlan => ({
  layer,
  plan: {
    resource_changes: changes.map(({ address, before, after, sensitive = {} }): Json => ({
      address,
      mode: "managed",
      type: /\baws_\w+/.exec(address)?.[0] ?? "",
      change: {
        actions: before === null ? ["create"] : after === null ? ["delete"] : ["update"],
        before,
        after,
        after_unknown: {},
        before_sensitive: {},
        after_sensitive: sensitive,
      },
    })),
  },
});
