import { ANYWHERE } from "../../core/cidr";
import {
  type EnvironmentPlan,
  type PlannedResource,
  type Value,
} from "../../terraform-json/environment-plan";
import { type Json, type JsonObject, asObject } from "../../terraform-json/stack-json";
import { block, blocks, text } from "../blocks";

/**
 * The attributes of a resource. Those of an existing resource come from the postconditions of its data source: a plan
 * fails if one of them is false, so they are as reliable as configured arguments.
 */
export function attributesOf({ address, config }: PlannedResource): JsonObject {
  if (!address.startsWith("data.")) return config;
  const claims: Record<string, Json> = {};
  for (const condition of conditionsOf(config)) addClaim(claims, condition);
  return { ...config, ...claims };
}

/** The CIDR block of a value: a literal, or that of the referenced VPC or subnet; empty if it is known after apply. */
export function cidrOf(plan: EnvironmentPlan, value: Value): string {
  const target = plan.target(value);
  return plan.text(value) ?? (target && text(attributesOf(target)["cidr_block"])) ?? "";
}

/** Postconditions of a data source, without the enclosing `${…}`. */
export function conditionsOf(config: JsonObject): string[] {
  return blocks(block(config["lifecycle"])["postcondition"]).flatMap(
    ({ condition }) => /^\$\{(.*)\}$/s.exec(text(condition) ?? "")?.[1] ?? [],
  );
}

function addClaim(claims: Record<string, Json>, condition: string): void {
  const [, no, flag] = /^(!?)self\.(\w+)$/.exec(condition) ?? [];
  if (flag) claims[flag] = no !== "!";

  const [, untrue] = /^self\.(\w+) != true$/.exec(condition) ?? [];
  if (untrue) claims[untrue] = false;

  const [, attribute, value] = /^self\.(\w+) == "([^"]*)"$/.exec(condition) ?? [];
  if (attribute && value !== undefined) claims[attribute] = value;

  const [, owner, expression] = /^self\.(\w+) == ([a-z][\w.]+)$/.exec(condition) ?? [];
  if (owner && expression) claims[owner] = `\${${expression}}`;

  const [, list, item] = /^contains\(self\.(\w+), ([\w.[\]]+)\)$/.exec(condition) ?? [];
  if (list && item) claims[list] = [`\${${item}}`];

  const [, members, whole] = /^length\(setsubtract\(\[(.*)\], self\.(\w+)\)\) == 0$/.exec(condition) ?? [];
  if (members !== undefined && whole) claims[whole] = members.split(", ").map((each) => `\${${each}}`);

  const [, some, among] = /^length\(setsubtract\(self\.(\w+), \[(.*)\]\)\) == 0$/.exec(condition) ?? [];
  if (some && among !== undefined) claims[some] = among.split(", ").map((each) => `\${${each}}`);

  const [, values, tag] = /^contains\(\["(\w*)".*\], lookup\(self\.tags, "([^"]+)", /.exec(condition) ?? [];
  if (values !== undefined && tag) claims["tags"] = { ...asObject(claims["tags"]), [tag]: values };

  const [, not, route] = /^(!?)contains\(self\.routes\[\*\]\.cidr_block, "([^"]+)"\)$/.exec(condition) ?? [];
  if (route) claims[`route ${route}`] = not !== "!";
  if (condition === `!anytrue([for route in self.routes : ${BY_GATEWAY}])`)
    claims["internet_gateway"] = false;
  if (
    condition === `anytrue([for route in self.routes : route.cidr_block == "${ANYWHERE}" && ${BY_GATEWAY}])`
  ) {
    claims["internet_gateway"] = true;
  }
}

/** Expression for a route to an internet gateway. */
const BY_GATEWAY = 'try(startswith(route.gateway_id, "igw-"), false)';
