import { resourceType, typesWith } from "../../facts/resource-types";

/** Types whose values are recorded, since their replacement ends more than the object; the largest loss first. */
export const RECORDED_TYPES: readonly string[] = typesWith("held")
  .toSorted(([, a], [, b]) => a.rank - b.rank)
  .map(([type]) => type);

/** Noun and loss of a recorded type. */
export const heldBy = (type: string): { readonly noun: string; readonly loss: string } =>
  resourceType(type)?.held ?? { noun: type, loss: "its contents" };
