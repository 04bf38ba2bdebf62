import { knownText, reference } from "../../infrastructure/text-references";
import { type Json } from "../../terraform/stack-json";
import { type PlannedResource } from "../../terraform/environment-plan";
import { type GrantScope } from "./grants";
import { type LayerNames } from "./layer-names";
import { UNTAGGED, ownTags } from "./own-tags";

/** KMS chooses the ids of keys, so that their tags limit a statement. */
const KEYS = ["key/*"];

/** Keys of the layers. */
export const ownKeys = (names: LayerNames): GrantScope[] =>
  names.layers.filter((layer) => layerHasKeys(names, layer)).map((layer) => keysOf(names, layer));

const keysOf = (names: LayerNames, layer: PlannedResource["layer"]): GrantScope => ({
  resources: names.regional("kms", KEYS),
  condition: ownTags(names.plan, layer, "aws:ResourceTag"),
});

const layerHasKeys = (names: LayerNames, layer: PlannedResource["layer"]): boolean =>
  names.plan.resources("aws_kms_key").some((key) => key.layer === layer);

/** Whether any of the layers creates keys. */
export const hasKeys = (names: LayerNames): boolean =>
  names.layers.some((layer) => layerHasKeys(names, layer));

/**
 * Tags of a key that is created: KMS checks them before there is a key (KMS developer guide, "tag-permissions", read
 * 2026-11-23). Without the condition `Null`, a key of another environment could be given the tags of this one.
 */
export const tagsOfNewKeys = (names: LayerNames): GrantScope[] =>
  names.layers
    .filter((layer) => layerHasKeys(names, layer))
    .map((layer) => ({
      resources: ["*"],
      condition: {
        ...ownTags(names.plan, layer, "aws:RequestTag"),
        ...UNTAGGED,
      },
    }));

/** The key that an attribute names: its ARN, or those of the layer that creates it. */
export function keyScope(names: LayerNames, { layer }: PlannedResource, value: Json): GrantScope[] {
  const known = knownText(names.plan, { layer, value });
  if (known !== undefined) return known.startsWith("arn:") ? [{ resources: [known] }] : [];
  const target = reference(names.plan, { layer, value })?.target;
  return target === undefined ? ownKeys(names) : [keysOf(names, target.layer)];
}
