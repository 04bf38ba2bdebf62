import { type EnvironmentPlan, memoizePerPlan, type Value, valueOf } from "../terraform/environment-plan";

/** Ids of subnets and security groups in a list that the stacks do not create or look up. */
export const unknownIds = (plan: EnvironmentPlan, value: Value): string[] =>
  plan.items(value).flatMap((item) => {
    const id = plan.text(item);
    return id !== undefined && ID.test(id) && !idsLookedUp(plan).has(id) ? [id] : [];
  });

/** Ids that AWS gives. Any other text is a reference that nothing resolves before an apply. */
const ID = /^(?:subnet|sg)-[0-9a-f]+$/;

/** Ids by which data sources read subnets and groups. */
const idsLookedUp = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlySet<string> =>
    new Set(
      ["data.aws_subnet", "data.aws_security_group"].flatMap((type) =>
        plan.resources(type).flatMap((found) => plan.text(valueOf(found, found.config["id"])) ?? []),
      ),
    ),
);
