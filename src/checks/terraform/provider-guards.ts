import { LAYERS, type Layer } from "../../base/layers";
import { defaultTags, homeOf } from "../../infrastructure/text-references";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { block, blocks, type JsonObject, text, texts } from "../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../check";
import { foreignCalls } from "./foreign-callers";
import TEXTS from "./texts.json";

/** Tags that identify the origin and the owner of a resource. */
const TAGS = ["project", "environment", "layer", "owner", "repository"];

export const providerGuards: Check = {
  ...ruleOf(TEXTS, "provider-guards"),
  run: (plan) =>
    LAYERS.flatMap((layer) => {
      const stack = plan.stack(layer);
      if (!stack) return [];
      const own = new Set(stack.own.map(({ address }) => address));
      const byAddress = new Map<string, string[]>([["provider.aws", []]]);
      const providers = blocks(stack.providers["aws"]);
      if (providers.length === 0) byAddress.set("provider.aws", ["the stack has none"]);
      for (const each of providers) {
        const aliased = `provider.aws.${text(each["alias"]) ?? ""}`;
        // A provider of the owner has its own place in a file.
        const address = own.has(aliased) ? aliased : "provider.aws";
        byAddress.set(address, [...(byAddress.get(address) ?? []), ...providerProblems(plan, layer, each)]);
      }
      return [...byAddress].flatMap(([address, problems]) =>
        combinedFinding({ layer, address }, "AWS provider", problems),
      );
    }),
};

/** Tags with the same value in every stack, read from the first stack. */
function sharedTags(plan: EnvironmentPlan): Record<string, string> {
  const first = LAYERS.find((layer) => plan.stack(layer) !== undefined);
  const tags = defaultTags(first && plan.stack(first));
  return Object.fromEntries(
    TAGS.flatMap((key) => (text(tags[key]) === undefined ? [] : [[key, String(tags[key])]])),
  );
}

function providerProblems(plan: EnvironmentPlan, layer: Layer, provider: JsonObject): string[] {
  const home = homeOf(plan);
  const accounts = texts(provider["allowed_account_ids"]);
  const region = text(provider["region"]);
  const tags = block(block(provider["default_tags"])["tags"]);
  const expected: Readonly<Record<string, string>> = { ...sharedTags(plan), environment: plan.name, layer };
  return [
    ...(accounts.length === 1 && /^\d{12}$/.test(accounts[0] ?? "")
      ? []
      : [`allowed_account_ids is ${accounts.join(", ") || "missing"}, expected one account`]),
    ...(accounts.join() === home.accountId
      ? []
      : [
          `its account is ${accounts.join(", ") || "missing"}, expected ${home.accountId} as in the other stacks`,
        ]),
    ...(region === home.region || (region !== undefined && provider["alias"] !== undefined)
      ? []
      : [`its region is ${region ?? "missing"}, expected ${home.region}`]),
    ...TAGS.filter((key) => (text(tags[key]) ?? "") === "").map((key) => `default_tags has no ${key}`),
    ...Object.entries(expected)
      .filter(([key, value]) => text(tags[key]) !== undefined && tags[key] !== value)
      .map(([key, value]) => `tag ${key} is ${String(tags[key])}, expected ${value}`),
    ...foreignCalls(provider, home.accountId || undefined),
  ];
}
