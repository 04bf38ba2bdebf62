import { own } from "../base/own";
import { RESOURCE_TYPES } from "./resource-types/all";
import { type ResourceType } from "./resource-types/resource-type";

export const resourceType = (type: string): ResourceType | undefined => own(RESOURCE_TYPES, type);

/** Types that have a fact, with the fact. */
export const typesWith = <F extends keyof ResourceType>(
  fact: F,
): readonly (readonly [type: string, value: NonNullable<ResourceType[F]>])[] =>
  Object.entries(RESOURCE_TYPES).flatMap(([type, { [fact]: value }]) =>
    value === undefined ? [] : [[type, value] as const],
  );
