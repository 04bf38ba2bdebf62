import { type NestedBlock } from "../../../evidence/provider-schema";
import { blocks } from "../../../terraform/stack-json";
import { counted } from "../../../base/counted";
import { type Body, type SchemaMistake, partPlace } from "./body";

/** Required parts that a body does not have, without those that `isExcused` names. */
export const missingParts = (body: Body, isExcused: (name: string) => boolean): SchemaMistake[] => [
  ...missingArguments(body, isExcused),
  ...missingBlocks(body, isExcused),
];

const missingArguments = (body: Body, isExcused: (name: string) => boolean): SchemaMistake[] =>
  [...body.schema.arguments].flatMap(([name, { use }]) => {
    const { json, written, below } = body;
    const isGiven = (json[name] ?? null) !== null || isRepeated(body, name);
    if (use !== "required" || isGiven || isExcused(name)) return [];
    const isNull = json[name] === null;
    return {
      ...partPlace(written, isNull ? name : ""),
      below: `${below}.${name}`,
      got: isNull ? "null" : "no value",
      expected: "an argument that the block requires",
      fix: isNull ? "write a value" : `add ${name} = …`,
    };
  });

const missingBlocks = (body: Body, isExcused: (name: string) => boolean): SchemaMistake[] =>
  [...body.schema.blocks].flatMap(([name, nested]) => {
    const { json, written } = body;
    const value = json[name] ?? null;
    const isAbsent = value === null || (Array.isArray(value) && value.length === 0);
    // An argument in the place of the block is a mistake of its own.
    const isArgument = (written.parts.get(name) ?? []).some(({ form }) => form === "argument");
    const isMissing = nested.least > 0 && isAbsent && !isArgument && !isRepeated(body, name);
    return isMissing && !isExcused(name) ? [tooFew(body, name, nested, 0)] : [];
  });

/** Whether a dynamic block makes blocks of a name, in a number that only Terraform knows. */
export const isRepeated = ({ json: { dynamic } }: Body, name: string): boolean =>
  blocks(dynamic).some((each) => Object.hasOwn(each, name));

export const tooFew = (body: Body, name: string, { least }: NestedBlock, count: number): SchemaMistake => ({
  ...partPlace(body.written, ""),
  below: `${body.below}.${name}`,
  got: count === 0 ? "no block" : counted(count, "block"),
  expected: `at least ${least}`,
  fix: `add ${name} { … }`,
});
