import { groupBy } from "../../../base/group-by";
import { text } from "../../../terraform/stack-json";
import { closedWebhooks } from "../../../infrastructure/kubernetes-webhooks";
import { nodesAtRest } from "../model/at-rest";
import { nodeSchedules } from "../model/node-schedules";
import { counted } from "../../../base/counted";
import { at, type Check, ruleOf } from "../../../checks/check";
import TEXTS from "./texts.json";

export const webhooksAtRest: Check = {
  ...ruleOf(TEXTS, "webhooks-at-rest"),
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
