import { entriesOf, type Entry } from "../../infrastructure/network-entries";
import { type Pods } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import { NLB_SECONDS } from "../../evidence/load-balancers";
import { stoppingOf } from "../../infrastructure/kubernetes-pods";
import TEXTS from "./texts.json";
import { balancerSeconds } from "../../infrastructure/network-load-balancer-times";

export const gracefulStop: Check = {
  ...ruleOf(TEXTS, "graceful-stop"),
  run: (plan) =>
    entriesOf(plan).flatMap((entry) =>
      entry.pods.flatMap((pods) =>
        combinedFinding(pods.owner.resource, pods.owner.title, stopProblems(plan, entry, pods)),
      ),
    ),
};

/**
 * Shortest time until a load balancer sends no new requests to a removed target, in seconds: of an NLB as AWS
 * states it, of an ALB a bound below all that is reported.
 */
const SHORTEST = { ingress: 5, "target-group": 5, nlb: NLB_SECONDS.connectionsUntil.least };

function stopProblems(plan: EnvironmentPlan, entry: Entry, pods: Pods): string[] {
  const { grace, serves, isDeclared } = stoppingOf(pods);
  const { idle, deregistration } = balancerSeconds(plan, entry);
  const shortest = SHORTEST[entry.kind];
  const what = isDeclared ? "DRAIN_SECONDS" : "preStop";
  const sleeps = isDeclared ? "its DRAIN_SECONDS are" : "its preStop sleeps for";
  return [
    ...(serves >= shortest
      ? []
      : [`${sleeps} less than ${shortest} s, so it stops while requests still arrive`]),
    ...(serves + idle <= grace
      ? []
      : [
          `its grace period of ${grace} s is shorter than ${what} (${serves} s) and the longest answer (${idle} s)`,
        ]),
    ...(deregistration <= grace
      ? []
      : [`its grace period of ${grace} s is shorter than the deregistration delay of ${deregistration} s`]),
  ];
}
