import { type PlannedResource, type ResourceOf } from "../environment-plan";
import { type ResourceTypes } from "../generated/resource-types";
import { lookupType } from "../stack-json";

/** Whether a resource, such as the target of a reference, is of a type; its arguments are then typed. */
export const isOfType = <Type extends keyof ResourceTypes>(
  resource: PlannedResource | undefined,
  type: Type,
): resource is ResourceOf<Type> => resource !== undefined && lookupType(resource) === type;
