import { knownText } from "../../infrastructure/text-references";
import { dependenciesOf } from "../../infrastructure/text-in-stacks";
import {
  type EnvironmentPlan,
  inLayer,
  memoizePerPlan,
  type PlannedResource,
} from "../../terraform/environment-plan";
import { type Check, type Finding, at, ruleOf } from "../check";
import { names as NAMES } from "./attributes-with-names.json";
import TEXTS from "./texts.json";

export const teardownNames: Check = {
  ...ruleOf(TEXTS, "teardown-names"),
  run: (plan) => {
    const graph = dependenciesOf(plan);
    return NAMES.flatMap(({ attribute, type, named }) => {
      const holders = new Map(
        plan
          .resources(type)
          .map((each) => [`${each.layer}/${textAt(plan, each, named) ?? each.address}`, each]),
      );
      return (usersOf(plan).get(attribute) ?? []).flatMap((user): Finding[] => {
        const text = textAt(plan, user, attribute);
        const holder = text === undefined ? undefined : holders.get(`${user.layer}/${text}`);
        if (!holder || holder === user || graph.outlives(holder, user)) return [];
        return [
          {
            ...at(user),
            message: `its ${attribute} is the text ${String(text)}, so Terraform may destroy ${holder.address} first`,
          },
        ];
      });
    });
  },
};

/** AWS resources by the attributes of `NAMES` that they set. */
const usersOf = memoizePerPlan((plan: EnvironmentPlan): ReadonlyMap<string, readonly PlannedResource[]> => {
  const found = new Map<string, PlannedResource[]>(NAMES.map(({ attribute }) => [attribute, []]));
  for (const resource of plan.all) {
    if (!resource.type.startsWith("aws_")) continue;
    for (const [attribute, users] of found)
      if (resource.config[attribute] !== undefined) users.push(resource);
  }
  return found;
});

const textAt = (plan: EnvironmentPlan, resource: PlannedResource, key: string): string | undefined =>
  knownText(plan, inLayer(resource, resource.config[key]));
