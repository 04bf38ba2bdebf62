import { onNodes } from "../../infrastructure/capacity-shortage";
import { workloadOf } from "../../infrastructure/kubernetes-workloads";
import { nodeGroups } from "../../infrastructure/capacity-nodes";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { startOf } from "../../infrastructure/capacity-weights";
import { stoppingOf } from "../../infrastructure/kubernetes-pods";
import { NLB_SECONDS } from "../../evidence/load-balancers";
import { SECONDS_TO_END } from "../../evidence/node-drains";
import { at, type Check, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const spotDrainTime: Check = {
  ...ruleOf(TEXTS, "spot-drain-time"),
  run: (plan) => {
    const spot = nodeGroups(plan).filter(({ resource, max }) => isSpot(resource.config) && max > 0);
    const running = new Set(onNodes(plan));
    return objectsOf(plan).pods.flatMap((pods) => {
      const workload = workloadOf(plan, pods);
      if (!workload || !running.has(workload)) return [];
      const home = spot.find((group) => group.admits(workload.pod));
      // The time of the load balancer counts even if the pod stops earlier.
      const needs = Math.max(
        stoppingOf(pods).serves,
        startOf(plan, pods).isBehindNlb ? NLB_SECONDS.connectionsUntil.most : 0,
      );
      if (!home || needs <= SECONDS_TO_END.spotNotice) return [];
      const message = `the pods of ${workload.name} can run on the Spot group ${home.resource.name}, and receive requests for up to ${needs} s after a notice of ${SECONDS_TO_END.spotNotice} s`;
      return [{ ...at(workload.resource), message }];
    });
  },
};

const isSpot = ({ capacity_type: type }: { readonly capacity_type?: unknown }): boolean => type === "SPOT";
