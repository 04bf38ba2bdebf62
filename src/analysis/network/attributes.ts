import { ANYWHERE } from "../../core/cidr";
import {
  type EnvironmentPlan,
  type PlannedResource,
  type Value,
} from "../../terraform-json/environment-plan";
import { type Json, type JsonObject, asObject } from "../../terraform-json/stack-json";
import { block, blocks, text } from "../blocks";

/**
 * The attributes of a resource: as they are written, or, of what is found and not made, as its postconditions say
 * that they are. Terraform stops a plan where one is not true, so what they say is as good as written.
 */
export function attributesOf({ address, config }: PlannedResource): JsonObject {
  if (!address.startsWith("data.")) return config;
  const claims: Record<string, Json> = {};
  for (const condition of conditionsOf(config)) addClaim(claims, condition);
  return { ...config, ...claims };
}

/** The CIDR that a value is, written out or by the VPC or subnet that has it; empty where only an apply knows. */
export function cidrOf(plan: EnvironmentPlan, value: Value): string {
  const target = plan.target(value);
  return plan.text(value) ?? (target && text(attributesOf(target)["cidr_block"])) ?? "";
}

/** What Terraform verifies once it has read a data source, without the `${…}` around it. */
export function conditionsOf(config: JsonObject): string[] {
  return blocks(block(config["lifecycle"])["postcondition"]).flatMap(
    ({ condition }) => /^\$\{(.*)\}$/s.exec(text(condition) ?? "")?.[1] ?? [],
  );
}

function addClaim(claims: Record<string, Json>, condition: string): void {
  const [, no, flag] = /^(!?)self\.(\w+)$/.exec(condition) ?? [];
  if (flag) claims[flag] = no !== "!";

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

/** A route of a table by which the internet comes. */
const BY_GATEWAY = 'try(startswith(route.gateway_id, "igw-"), false)';
