import { type PlannedResource } from "../../terraform/environment-plan";
import { type ResourceChange } from "../change";
import { type Change } from "./topic";

const keyOf = ({ layer, address }: Pick<PlannedResource, "layer" | "address">): string =>
  `${layer}/${address}`;

/**
 * The configurations of both sides have blocks without objects, such as one with `count` 0. A block that the change adds was not
 * there before, and one that it destroys is not there after it.
 */
export interface Existence {
  readonly wasThere: (resource: Pick<PlannedResource, "layer" | "address">) => boolean;
  readonly isThere: (resource: Pick<PlannedResource, "layer" | "address">) => boolean;
}

export function existenceIn({ before, after, resources }: Change): Existence {
  const having = (action: ResourceChange["action"]): ReadonlySet<string> =>
    new Set(resources.filter((each) => each.action === action).map(keyOf));
  const [added, destroyed] = [having("add"), having("destroy")];
  return {
    wasThere: (resource) =>
      before.find(resource.layer, resource.address) !== undefined && !added.has(keyOf(resource)),
    isThere: (resource) =>
      after.find(resource.layer, resource.address) !== undefined && !destroyed.has(keyOf(resource)),
  };
}

/** The change of a block, if it changes. */
export const changeOf = (
  { resources }: Change,
  { layer, address }: Pick<PlannedResource, "layer" | "address">,
): ResourceChange | undefined => resources.find((each) => each.layer === layer && each.address === address);
