import { CUSTOM_KINDS_OF_PARTS } from "../generated/custom-kinds-of-parts";

/** Kinds of custom objects for which parts make objects. */
export const CUSTOM_KINDS = Object.values(CUSTOM_KINDS_OF_PARTS);

/** Whether the pods of custom objects of a kind are those of a Deployment that a part makes for each. */
export const hasDeployment = (kind: string): boolean =>
  CUSTOM_KINDS.some((each) => each.kind === kind && each.makes === "deployment");
