import { META } from "../../src/terraform/meta-arguments";
import { type OutputStack } from "../../src/terraform/output";
import { type Json, type JsonObject } from "../../src/terraform/stack-json";

/** A resource of a stack without references, so that it can be planned alone. */
export interface Sample {
  readonly type: string;
  readonly config: JsonObject;
}

/** Resources of a provider that together use every argument of all stacks. */
export function samplesOf(stacks: readonly OutputStack[], provider: string): Sample[] {
  const samples: Sample[] = [];
  const known = new Set<string>();
  for (const { type, config } of stacks.flatMap(({ stack }) => stack.resources())) {
    if (!type.startsWith(`${provider}_`)) continue;
    const alone = withoutReferences(type, config);
    const paths = pathsIn(alone).map((path) => `${type}.${path.join(".")}`);
    if (paths.every((path) => known.has(path))) continue;
    paths.forEach((path) => known.add(path));
    samples.push({ type, config: alone });
  }
  return samples;
}

/** Paths of all arguments, including those of each repeated block. */
export function pathsIn(value: Json, above: readonly string[] = []): string[][] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((item) => pathsIn(item, above));
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, item]) => [
    [...above, key],
    ...pathsIn(item as Json, [...above, key]),
  ]);
}

function withoutReferences(type: string, config: JsonObject): JsonObject {
  const own = Object.entries(config).filter(([key]) => !META.includes(key) && key !== "timeouts");
  return Object.fromEntries(own.map(([key, value]) => [key, literal(value, type, key)]));
}

function literal(value: Json, type: string, key: string): Json {
  if (typeof value === "string") return literalText(value, type, key);
  if (Array.isArray(value)) {
    return STAND_INS[`${type}.${key}`] ?? (value as readonly Json[]).map((item) => literal(item, type, key));
  }
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, literal(item as Json, type, name)]),
  );
}

const EXPRESSION = /\$\{(?:[^{}]|\{[^{}]*\})*\}/g;

function literalText(text: string, type: string, key: string): Json {
  if (!text.includes("${")) return text;
  const given = STAND_INS[`${type}.${key}`] ?? STAND_INS[key];
  if (given !== undefined) return given;
  if (/arn/.test(key)) return AN_ARN;
  return text.replace(EXPRESSION, (expression) => (/\barn\}$|_arn\b/.test(expression) ? AN_ARN : "stand-in"));
}

const AN_ARN = "arn:aws:iam::111122223333:role/stand-in";

/** Valid values for arguments that the provider validates before it plans. */
const STAND_INS: Readonly<Record<string, Json>> = {
  addon_version: "v1.0.0-eksbuild.1",
  id: "lt-12345678",
  url: "https://stand-in.example",
  validation_record_fqdns: ["stand-in.example"],
  "aws_route53_record.type": "CNAME",
  // a set of at least two
  "aws_route53_resolver_endpoint.ip_address": [{ subnet_id: "subnet-1" }, { subnet_id: "subnet-2" }],
};
