import { type Json, type JsonObject } from "../../terraform/stack-json";
import { counted } from "../../base/counted";
import { type Family } from "./families";
import { type ItemField } from "./fields";
import { NotFoldableError } from "./not-foldable";

/** Blocks that are alike by chance have many values of their own, or long ones: as one block they are harder to read. */
export function refuseManyFields({ members }: Family, block: JsonObject, fields: readonly ItemField[]): void {
  const most = members.length < MANY_MEMBERS ? leavesOf(block) / FEWEST_LEAVES : MOST_FIELDS;
  if (fields.length > most) throw new NotFoldableError(`${counted(fields.length, "value")} of each`);
  for (const { argument, values } of fields)
    if ([...values.values()].some((value) => JSON.stringify(value).length > LONGEST_VALUE))
      throw new NotFoldableError(`${argument}: long values differ`);
}

const leavesOf = (value: Json): number =>
  value !== null && typeof value === "object"
    ? Object.values(value).reduce((sum: number, item: Json) => sum + leavesOf(item), 0)
    : 1;

/** With so many members, a map is easier to read than blocks that differ in most values. */
const MANY_MEMBERS = 6;

/** Fewest values of a block for each that differs. */
const FEWEST_LEAVES = 3;
const MOST_FIELDS = 6;
const LONGEST_VALUE = 200;

/** Whether many blocks are like the members of a family, so that one map of all of them is easier to read. */
export const isSmallPart = (family: Family, other: Family): boolean =>
  other.members.length >= MANY_MEMBERS * family.members.length &&
  family.members.every(({ address }) => other.members.some((member) => member.address === address));
