import { type EnvironmentPlan, type Value, valueOf } from "../terraform/environment-plan";
import { blocks } from "../terraform/stack-json";
import { attributesOf, cidrOf } from "./text-attributes";
import { idOf } from "./routing";
import { serviceOf } from "./network/service-names";

/**
 * A prefix list of AWS, by the short name of its service, through its endpoint or a data source; the id of any other prefix list, or
 * its address.
 */
export function prefixListOf(plan: EnvironmentPlan, value: Value): string {
  const target = plan.target(value);
  const name = target && (attributesOf(target)["service_name"] ?? target.config["name"]);
  return serviceOf(plan, name) ?? plan.text(value) ?? target?.address ?? "unknown";
}

/** Ranges of a prefix list that the stacks create, in the list or as blocks of their own; undefined for any other prefix list. */
export function entriesOf(plan: EnvironmentPlan, value: Value): string[] | undefined {
  const list = plan.target(value);
  if (list?.type !== "aws_ec2_managed_prefix_list" || list.address.startsWith("data.")) return undefined;
  const beside = plan
    .resources("aws_ec2_managed_prefix_list_entry")
    .filter((entry) => plan.identity(valueOf(entry, entry.config.prefix_list_id)) === idOf(list))
    .map((entry) => valueOf(entry, entry.config.cidr));
  const inside = blocks(list.config["entry"]).map(({ cidr }) => valueOf(list, cidr));
  return [...inside, ...beside].map((cidr) => cidrOf(plan, cidr));
}
