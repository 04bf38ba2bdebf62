import { nearest } from "../base/did-you-mean";
import { instanceTypesKnown } from "./instance-capacity";
import facts from "./instance-families.json";

/** Families of EC2 instance types, and the sizes that any of them has. */
const FAMILIES: readonly string[] = facts.families;

const SIZES: readonly string[] = facts.sizes;

export const isInstanceType = (type: string): boolean => {
  const [family = "", size = "", ...rest] = type.split(".");
  return FAMILIES.includes(family) && SIZES.includes(size) && rest.length === 0;
};

/** Whether any family has the size of a type: a newer family has the sizes of the others, so a type without one is misspelled. */
export const hasInstanceSize = (type: string): boolean => SIZES.includes(type.split(".")[1] ?? "");

/** The instance type that is most similar to a misspelled one, first of those whose size is known; undefined if none is similar. */
export const similarInstanceType = (type: string): string | undefined =>
  nearest(type, [
    ...instanceTypesKnown(),
    ...FAMILIES.flatMap((family) => SIZES.map((size) => `${family}.${size}`)),
  ]);
