import { groupBy } from "../../../base/group-by";
import { text } from "../../../terraform/stack-json";
import { closedWebhooks } from "../../../infrastructure/kubernetes-webhooks";
import { nodesAtRest } from "../model/at-rest";
import { nodeSchedules } from "../model/node-schedules";
import { counted } from "../../../base/counted";
import { at, type Check } from "../../../checks/check";

export const webhooksAtRest: Check = {
  id: "webhooks-at-rest",
  after: "webhooks-first",
  severity: "warning",
  title:
    "a node keeps running outside of working hours if webhooks refuse objects while their pods do not answer",
  why: "an apply or destroy of platform or models then fails until the nodes are started",
  fix: "set components.off-hours.keepNodes to 1 or more; or run the commands of the output off_hours_start_commands before each apply outside of working hours",
  source:
    "https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/ (2026-11-22); src/evidence/charts",
  run: (plan) => {
    const [schedule] = nodeSchedules(plan);
    if (!schedule || nodesAtRest(plan)?.total !== 0) return [];
    const refusing = [...groupBy(closedWebhooks(plan), ({ resource }) => resource)].map(
      ([{ name, config }, webhooks]) =>
        `${counted(webhooks.length, "webhook")} of ${text(config["name"] ?? config["addon_name"]) ?? name}`,
    );
    if (refusing.length === 0) return [];
    return [
      {
        ...at(schedule.resource),
        message: `no node runs outside of working hours: ${refusing.join(" and ")} then refuse objects`,
      },
    ];
  },
};
