import { type EnvironmentPlan } from "../terraform/environment-plan";
import { block, text } from "./blocks";
import { type NodeGroup, templateOf } from "./node-groups";

/** Id of the capacity reservation in which the nodes of a group start; undefined if there is none. */
export const reservationOf = (plan: EnvironmentPlan, group: NodeGroup): string | undefined => {
  const specification = block(templateOf(plan, group)?.config["capacity_reservation_specification"]);
  return text(block(specification["capacity_reservation_target"])["capacity_reservation_id"]);
};
