import { ANYWHERE } from "../base/cidr";
import { type Expression } from "../terraform/expression";
import { template } from "../terraform/print";
import { type EnvironmentPlan, type InLayer, type PlannedResource } from "../terraform/environment-plan";
import { type Json, type JsonObject, text } from "../terraform/stack-json";
import { claims, claimsOf, partsIn } from "./claims";

/**
 * The attributes of a resource. Those of an existing resource come from the postconditions of its data source: a plan
 * fails if one of them is false, so they are as reliable as configured arguments.
 */
export function attributesOf({ address, config }: PlannedResource): JsonObject {
  if (!address.startsWith("data.")) return config;
  const attributes: Record<string, Json> = {};
  for (const claim of claimsOf(config)) {
    for (const [form, attributeOf] of FORMS) {
      const parts = partsIn(form, claim);
      const [name, value] = (parts && attributeOf(parts)) ?? [];
      if (name !== undefined && value !== undefined) attributes[name] = value;
    }
  }
  const tags = Object.fromEntries(claims(config, TAG).flatMap(tagIn));
  return { ...config, ...attributes, ...(Object.keys(tags).length === 0 ? {} : { tags }) };
}

/** The CIDR block of a value: a literal, or that of the referenced VPC or subnet; empty if it is known after apply. */
export function cidrOf(plan: EnvironmentPlan, value: InLayer): string {
  const target = plan.target(value);
  return plan.text(value) ?? (target && text(attributesOf(target)["cidr_block"])) ?? "";
}

type Parts = ReturnType<typeof claims>[number];

type Attribute = readonly [name: string, value: Json];

/** Expression for a route to an internet gateway. */
const BY_GATEWAY = 'try(startswith(route.gateway_id, "igw-"), false)';

/** Forms of claims, and the attribute that each of them determines. */
const FORMS: readonly (readonly [form: string, attributeOf: (parts: Parts) => Attribute | undefined])[] = [
  ["self.NAME", (parts) => [parts.name("NAME"), true]],
  ["!self.NAME", (parts) => [parts.name("NAME"), false]],
  ["self.NAME != true", (parts) => [parts.name("NAME"), false]],
  ["self.NAME == VALUE", (parts) => known(parts, parts.text("VALUE") ?? templateOf(parts.get("VALUE")))],
  ["contains(self.NAME, ITEM)", (parts) => known(parts, listed([parts.get("ITEM")]))],
  ["length(setsubtract(LIST, self.NAME)) == 0", (parts) => known(parts, listed(parts.items("LIST")))],
  ["length(setsubtract(self.NAME, LIST)) == 0", (parts) => known(parts, listed(parts.items("LIST")))],
  ["contains(self.routes[*].cidr_block, RANGE)", (parts) => routeTo(parts, true)],
  ["!contains(self.routes[*].cidr_block, RANGE)", (parts) => routeTo(parts, false)],
  [
    `anytrue([for route in self.routes : route.cidr_block == "${ANYWHERE}" && ${BY_GATEWAY}])`,
    () => ["internet_gateway", true],
  ],
  [`!anytrue([for route in self.routes : ${BY_GATEWAY}])`, () => ["internet_gateway", false]],
];

/** The first of the values is the one that the tag should have. */
const TAG = "contains(VALUES, lookup(self.tags, KEY, DEFAULT))";

function tagIn(parts: Parts): (readonly [key: string, value: string])[] {
  const key = parts.text("KEY");
  const [first] = parts.items("VALUES");
  return key !== undefined && first?.kind === "constant" ? [[key, String(first.value)]] : [];
}

const known = (parts: Parts, value: Json | undefined): Attribute | undefined =>
  value === undefined ? undefined : [parts.name("NAME"), value];

function routeTo(parts: Parts, isThere: boolean): Attribute | undefined {
  const range = parts.text("RANGE");
  return range === undefined ? undefined : [`route ${range}`, isThere];
}

/** A reference as a template; undefined for any other expression. */
const templateOf = (expression: Expression | undefined): string | undefined =>
  expression?.kind === "attribute" || expression?.kind === "index" ? template(expression) : undefined;

/** References as templates; undefined if there are none. */
function listed(items: readonly (Expression | undefined)[]): Json | undefined {
  const references = items.flatMap((each) => templateOf(each) ?? []);
  return references.length > 0 && references.length === items.length ? references : undefined;
}
