import { IDENTITY_TAG } from "../../facts/identity-tag";
import { text } from "../../terraform/stack-json";
import { defaultTags } from "../../infrastructure/text-references";
import { userError } from "../../base/errors";
import { type Layer } from "../../base/layers";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Conditions } from "./grants";
import { type LayerNames } from "./layer-names";

/**
 * Tags of every resource of a layer, by the default tags of its provider. Together only this layer's resources have
 * them: other teams use the words `environment` and `layer` too, also with the same values.
 */
const OWN_TAGS = [IDENTITY_TAG, "layer"] as const;

type TagKey = "aws:ResourceTag" | "aws:RequestTag";

/** A condition on the tag that identifies the environment, for resources that several layers use. */
export const environmentTag = ({ plan, layers }: LayerNames, of: TagKey): Conditions =>
  ownTags(plan, layers[0] ?? "network", of, [IDENTITY_TAG]);

/** Holds for what has no tags yet, such as a new key, and for what another team left without tags. */
export const UNTAGGED: Conditions = { Null: { "aws:ResourceTag/environment": "true" } };

/**
 * A condition on the tags of a layer, for resources whose ids AWS chooses. Without the tags there is no such condition, and a
 * policy without it would reach what other teams own: an error.
 */
export function ownTags(
  plan: EnvironmentPlan,
  layer: Layer,
  of: TagKey,
  names: readonly string[] = OWN_TAGS,
): Conditions {
  const tags = defaultTags(plan.stack(layer));
  const values = names.map((name) => [`${of}/${name}`, text(tags[name])] as const);
  const missing = values.filter(([, value]) => value === undefined);
  if (missing.length > 0)
    throw userError({
      place: `${plan.name}-${layer}`,
      got: `resources whose ids AWS chooses, and a provider without the default ${missing.length > 1 ? "tags" : "tag"} ${missing.map(([key]) => key.replace(`${of}/`, "")).join(" and ")}`,
      expected: "tags that limit the policies to the resources of the layer",
      fix: "add default_tags to the AWS provider, as synth does",
    });
  return { StringEquals: Object.fromEntries(values.map(([key, value]) => [key, String(value)])) };
}
