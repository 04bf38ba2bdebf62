import { type EnvironmentPlan, type InLayer } from "../../terraform/environment-plan";
import {
  asArray,
  asObject,
  blocks,
  type Json,
  jsonIn,
  type JsonObject,
  text,
  texts,
} from "../../terraform/stack-json";
import { reference } from "../text-references";

/**
 * The JSON of a policy: as it is written, of a local value, or of an `aws_iam_policy_document`.
 * @returns undefined where only Terraform can say
 */
export function policyText(plan: EnvironmentPlan, written: InLayer): string | undefined {
  const followed = plan.follow(written);
  // References of a document are those of its layer.
  if (followed.layer !== written.layer) return undefined;
  const named = reference(plan, followed);
  if (named?.target.address.startsWith("data.aws_iam_policy_document."))
    return /^(minified_)?json$/.test(named.attribute) ? documentText(plan, named.target) : undefined;
  return text(followed.value);
}

function documentText(
  plan: EnvironmentPlan,
  { layer, config }: { layer: InLayer["layer"]; config: JsonObject },
): string | undefined {
  if (config["dynamic"] !== undefined) return undefined;
  const statementsIn = (argument: string): JsonObject[] | undefined => {
    const all = asArray(config[argument]).map((value) =>
      blocks(asObject(jsonIn(policyText(plan, { layer, value })))["Statement"]),
    );
    return all.some((each) => each.length === 0) ? undefined : all.flat();
  };
  const [sources, overrides] = ["source_policy_documents", "override_policy_documents"].map(statementsIn);
  const own = blocks(config["statement"]);
  if (!sources || !overrides || own.some((each) => each["dynamic"] !== undefined)) return undefined;
  return JSON.stringify({
    Version: text(config["version"]) ?? "2012-10-17",
    Statement: withOverrides([...sources, ...own.map(statementJson)], overrides),
  });
}

/** A later statement replaces an earlier one with its Sid (documentation of the data source, unconfirmed). */
const withOverrides = (statements: readonly JsonObject[], overrides: readonly JsonObject[]): JsonObject[] => [
  ...statements.filter(({ Sid: sid }) => sid === undefined || !overrides.some((each) => each["Sid"] === sid)),
  ...overrides,
];

const LISTS: Readonly<Record<string, string>> = {
  actions: "Action",
  not_actions: "NotAction",
  resources: "Resource",
  not_resources: "NotResource",
};

function statementJson(statement: JsonObject): JsonObject {
  const lists = Object.entries(LISTS).flatMap(([argument, element]): [string, Json][] =>
    statement[argument] === undefined ? [] : [[element, texts(statement[argument]).map(variable)]],
  );
  const named = (argument: string, element: string): JsonObject => {
    const all = blocks(statement[argument]);
    return all.length === 0 ? {} : { [element]: principalsJson(all) };
  };
  const sid = text(statement["sid"]);
  return {
    ...(sid === undefined ? {} : { Sid: sid }),
    Effect: text(statement["effect"]) ?? "Allow",
    ...named("principals", "Principal"),
    ...named("not_principals", "NotPrincipal"),
    ...Object.fromEntries(lists),
    Condition: conditionsJson(blocks(statement["condition"])),
  };
}

/** `&{aws:username}` is a variable of IAM, which JSON in Terraform escapes. */
const variable = (value: string): string => value.replaceAll("&{", "$${");

function principalsJson(all: readonly JsonObject[]): Json {
  if (all.some(({ type }) => type === "*")) return "*";
  const byType: Record<string, string[]> = {};
  for (const each of all) (byType[text(each["type"]) ?? ""] ??= []).push(...texts(each["identifiers"]));
  return byType;
}

function conditionsJson(all: readonly JsonObject[]): JsonObject {
  const byTest: Record<string, Record<string, string[]>> = {};
  for (const each of all) {
    const keys = (byTest[text(each["test"]) ?? ""] ??= {});
    (keys[text(each["variable"]) ?? ""] ??= []).push(...texts(each["values"]).map(variable));
  }
  return byTest;
}
