import facts from "./encrypting-services.json";
import { own } from "../../base/own";
import { leavesOf } from "../../infrastructure/text-not-judged";
import { resolveReferences } from "../../infrastructure/text-references";
import { type EnvironmentPlan, memoizePerPlan, type PlannedResource } from "../../terraform/environment-plan";

const SERVICES: Readonly<Record<string, string>> = facts.services;

/**
 * Names of the services for which a key encrypts blocks of the stacks, as they begin in the names of principals. Undefined where a block
 * has the key whose users are not known: each producer of messages uses the key of a topic.
 */
export function servicesOfKey(
  plan: EnvironmentPlan,
  { layer, address }: PlannedResource,
): ReadonlySet<string> | undefined {
  const key = `${layer}/${address}.`;
  const services = namedKeys(plan)
    .filter(({ text }) => text.includes(key))
    .map(({ type }) => own(SERVICES, type));
  const known = services.flatMap((service) => service ?? []);
  return known.length === services.length ? new Set(known) : undefined;
}

/** Arguments with keys, resolved, by the types of blocks that have a key for what they store. */
const namedKeys = memoizePerPlan((plan: EnvironmentPlan) =>
  plan.all
    .filter(({ type, address }) => !address.startsWith("data.") && !facts.encryptNothing.includes(type))
    .flatMap(({ layer, type, config }) =>
      leavesOf(config).flatMap(({ path, value }) =>
        typeof value === "string" && /kms/i.test(path + value)
          ? [{ type, text: resolveReferences(plan, { layer, value }) }]
          : [],
      ),
    ),
);
