import { type Check } from "../check";
import { stoppedFlows } from "./proofs";

export const loadBalancerReachesPods: Check = {
  id: "load-balancer-reaches-pods",
  severity: "error",
  title: "every load balancer reaches its pods on the container port",
  why: "targets of type ip receive requests on the pod's own port; if it is closed, they stay unhealthy and clients get 503 or 504",
  fix: "add the missing rules from the load balancer's security group to the pods' group on the container port, on both sides",
  source:
    'AWS Load Balancer Controller 3.5.0, "Ingress annotations"; Elastic Load Balancing guide, "target-group-health-checks" (read 2026-11-20)',
  run: (plan) => stoppedFlows(plan, "load-balancer-reaches-pods"),
};
