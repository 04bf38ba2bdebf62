import { META } from "../../../../src/terraform/meta-arguments";
import { type Json, type JsonObject } from "../../../../src/terraform/stack-json";

/** A block in a configuration of its own: no reference leads out of it. */
export function aloneOf(block: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(block).flatMap(([name, value]) =>
      META.includes(name) ? [] : [[name, withoutReferences(value, name)] as const],
    ),
  );
}

function withoutReferences(value: Json, name: string): Json {
  if (typeof value === "string")
    return value.replace(/\$\{[^{}]*\}/g, (expression) => standIn(expression, name));
  if (Array.isArray(value)) return value.map((item: Json) => withoutReferences(item, name));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([key, item]) => [key, withoutReferences(item, key)]),
  );
}

const ID = "0123456789abcdef0";

/** Values of the form that providers validate, by words of the expression and of the argument. */
const STAND_INS: readonly (readonly [RegExp, string])[] = [
  [/addon_version/, "v1.2.3-eksbuild.1"],
  [/latest_version/, "1"],
  [/launch_template/, `lt-${ID}`],
  [/kms_key|key_arn/, "arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f"],
  [/arn/, "arn:aws:iam::123456789012:role/example"],
  [/subnet/, `subnet-${ID}`],
  [/security_group/, `sg-${ID}`],
  [/vpc/, `vpc-${ID}`],
  [/count/, "1"],
];

const standIn = (expression: string, name: string): string =>
  STAND_INS.find(([words]) => words.test(`${expression} ${name}`))?.[1] ?? `example-${ID}`;

/** Places at which two planned values differ. */
export function differences(one: Json | undefined, other: Json | undefined, place = ""): string[] {
  if (one === null || other === null || typeof one !== "object" || typeof other !== "object")
    return one === other ? [] : [place];
  const [first, second] = [(one as JsonObject | undefined) ?? {}, (other as JsonObject | undefined) ?? {}];
  const keys = new Set([...Object.keys(first), ...Object.keys(second)]);
  return [...keys].flatMap((key) => differences(first[key], second[key], `${place}.${key}`));
}
