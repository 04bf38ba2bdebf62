import { onNodes } from "../../infrastructure/capacity-shortage";
import { workloadOf } from "../../infrastructure/kubernetes-workloads";
import { nodeGroups } from "../../infrastructure/capacity-nodes";
import { objectsOf, type Pods } from "../../infrastructure/kubernetes-objects";
import { startOf } from "../../infrastructure/capacity-weights";
import { stoppingOf } from "../../infrastructure/kubernetes-pods";
import { vllmServersOf } from "../../infrastructure/kubernetes-vllm";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { number } from "../../terraform/stack-json";
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
      const { serves } = stoppingOf(pods);
      const answers = shutdownSeconds(plan, pods);
      // The time of the load balancer counts even if the pod stops earlier.
      const needs = Math.max(
        serves + answers,
        startOf(plan, pods).isBehindNlb ? NLB_SECONDS.connectionsUntil.most : 0,
      );
      const { spotNotice } = SECONDS_TO_END;
      if (!home || needs <= spotNotice) return [];
      const until =
        answers > 0
          ? `end their answers up to ${needs} s after a notice of ${spotNotice} s (${serves} s of new requests, and ${answers} s of --shutdown-timeout)`
          : `receive requests for up to ${needs} s after a notice of ${spotNotice} s`;
      const message = `the pods of ${workload.name} can run on the Spot group ${home.resource.name}, and ${until}`;
      return [{ ...at(workload.resource), message }];
    });
  },
};

/** Time that vLLM gives open answers; 0 for other programs, whose longest answer is not known. */
const shutdownSeconds = (plan: EnvironmentPlan, pods: Pods): number =>
  Math.max(
    0,
    ...vllmServersOf(plan)
      .filter((server) => server.pods === pods)
      .map((server) => number(server.arguments?.values.get("--shutdown-timeout")) ?? 0),
  );

const isSpot = ({ capacity_type: type }: { readonly capacity_type?: unknown }): boolean => type === "SPOT";
