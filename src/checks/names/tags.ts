import { TAG_LIMITS } from "../../facts/name-limits";
import { block, blocks, type Json } from "../../terraform/stack-json";
import { aliasOf, knownText } from "../../infrastructure/text-references";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { at, type Check, type Finding, ruleOf } from "../check";
import { counted } from "../../base/counted";
import TEXTS from "./texts.json";

export const tags: Check = {
  ...ruleOf(TEXTS, "tags"),
  run: (plan) =>
    plan.all
      .filter(({ type, address }) => type.startsWith("aws_") && !address.startsWith("data."))
      .flatMap((resource) => tagProblems(plan, resource)),
};

function tagProblems(plan: EnvironmentPlan, resource: PlannedResource): Finding[] {
  const { layer, config } = resource;
  const own = block(config["tags"]);
  const provider =
    blocks(plan.stack(layer)?.providers["aws"]).find(({ alias }) => alias === aliasOf(config)) ?? {};
  const all = { ...block(block(provider["default_tags"])["tags"]), ...own };
  const count = Object.keys(all).length;
  const sets = [
    own,
    ...blocks(config["tag_specifications"]).map((specification) => block(specification["tags"])),
  ];
  const wrong = [
    ...(count > TAG_LIMITS.count
      ? [`the resource has ${counted(count, "tag")}, more than the maximum of ${TAG_LIMITS.count}`]
      : []),
    ...sets
      .flatMap((set) => Object.entries(set))
      .flatMap(([key, value]) => wrongTag(plan, resource, key, value)),
    ...(isFirst(plan, resource)
      ? Object.entries(all).flatMap(([key, value]) => wrongTag(plan, resource, key, value))
      : []),
  ];
  return [...new Set(wrong)].map((message) => ({ ...at(resource), message }));
}

/** Whether a resource is the first of its layer, which reports the provider's default tags for all others. */
const isFirst = (plan: EnvironmentPlan, { layer, address }: PlannedResource): boolean =>
  plan
    .stack(layer)
    ?.resources()
    .find(({ type }) => type.startsWith("aws_"))?.address === address;

function wrongTag(plan: EnvironmentPlan, { layer }: PlannedResource, key: string, value: Json): string[] {
  const text = knownText(plan, { layer, value });
  return [
    ...(isTaken(key, TAG_LIMITS.key)
      ? []
      : [`tag key ${JSON.stringify(key)} is invalid, expected ${description(TAG_LIMITS.key)}`]),
    ...(text === undefined || isTaken(text, TAG_LIMITS.value)
      ? []
      : [
          `tag ${key} has the invalid value ${JSON.stringify(text)}, expected ${description(TAG_LIMITS.value)}`,
        ]),
  ];
}

const isTaken = (text: string, { min = 0, max, pattern }: typeof TAG_LIMITS.key): boolean =>
  text.length >= min && text.length <= max && pattern.test(text);

const description = ({ max, of }: typeof TAG_LIMITS.key): string => `at most ${max} characters: ${of}`;
