import { unknownIds } from "../../infrastructure/network-routes";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { at, type Check, type Finding, ruleOf } from "../check";
import { text, valuesAt } from "../../terraform/stack-json";
import TEXTS from "./texts.json";
import TYPES from "./arguments-of-types.json";

export const subnetsAndGroupsKnown: Check = {
  ...ruleOf(TEXTS, "subnets-and-groups-known"),
  run: (plan) => [
    ...Object.entries(MEMBERS).flatMap(([type, paths]) =>
      plan.resources(type).flatMap((resource) =>
        paths.flatMap((path) =>
          valuesAt(resource.config, path).flatMap((value) =>
            unknownIds(plan, inLayer(resource, value)).map((id) => ({
              ...at(resource),
              message: `${path} has ${id}, which these stacks do not create or look up`,
            })),
          ),
        ),
      ),
    ),
    ...plan.resources("aws_network_interface_sg_attachment").flatMap((each) => attachedTo(plan, each)),
  ],
};

/**
 * Arguments with subnets and groups of the interfaces of a block, or with the subnets of an ACL. `database-private`
 * judges those of databases.
 */
const MEMBERS: Readonly<Record<string, readonly string[]>> = TYPES.members;

/** A group that is added to an interface of others, such as one of a node or an endpoint. */
function attachedTo(plan: EnvironmentPlan, attachment: PlannedResource): Finding[] {
  const to = inLayer(attachment, attachment.config["network_interface_id"]);
  if (plan.target(to) !== undefined) return [];
  const group = inLayer(attachment, attachment.config["security_group_id"]);
  const name = plan.target(group)?.address ?? text(group.value) ?? "a group";
  const id = plan.text(to) ?? "an interface that is known after apply";
  const message = `${name} is added to ${id}, which these stacks do not have: its machine then takes what the group allows, beside its own groups`;
  return [{ ...at(attachment), message }];
}
