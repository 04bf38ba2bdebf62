import { block, text } from "../../proof/model/blocks";
import { defaultProvider } from "../../proof/model/home";
import { userError } from "../../shared/messages/errors";
import { type Layer } from "../../shared/terraform/layers";
import { type EnvironmentPlan } from "../../proof/terraform-json/environment-plan";
import { type Condition } from "./grants";

/** Tags of every resource of a layer, by the default tags of its provider. Together only this layer's resources have them. */
const OWN_TAGS = ["environment", "layer"] as const;

/**
 * A condition on the tags of a layer, for resources whose ids AWS chooses. Without the tags there is no such condition, and a
 * policy without it would reach what other teams own: an error.
 */
export function ownTags(
  plan: EnvironmentPlan,
  layer: Layer,
  of: "aws:ResourceTag" | "aws:RequestTag",
): Condition {
  const tags = block(block(defaultProvider(plan.stack(layer)?.providers ?? {})["default_tags"])["tags"]);
  const values = OWN_TAGS.map((name) => [`${of}/${name}`, text(tags[name])] as const);
  const missing = values.filter(([, value]) => value === undefined);
  if (missing.length > 0)
    throw userError({
      place: `${plan.name}-${layer}`,
      got: `keys, and a provider without the default ${missing.length > 1 ? "tags" : "tag"} ${missing.map(([key]) => key.replace(/.*\//, "")).join(" and ")}`,
      expected: "tags that limit the policies to the keys of the layer",
      fix: "add default_tags to the AWS provider, as synth does",
    });
  return { StringEquals: Object.fromEntries(values.map(([key, value]) => [key, String(value)])) };
}
