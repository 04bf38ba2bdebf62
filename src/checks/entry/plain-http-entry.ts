import { isLoadBalancer } from "../../infrastructure/network-entries";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan, inLayer, isFound } from "../../terraform/environment-plan";
import { at, type Check, type Finding, ruleOf } from "../check";
import { groupBy } from "../../base/group-by";
import TEXTS from "./texts.json";
import { ALB, NLB } from "../../evidence/load-balancers";

export const plainHttpEntry: Check = {
  ...ruleOf(TEXTS, "plain-http-entry"),
  run: (plan) => [
    ...objectsOf(plan)
      .ofKind("ingress")
      .flatMap(({ resource, annotations, name }) =>
        annotations[`${ALB}certificate-arn`] === undefined
          ? [
              {
                ...at(resource),
                message: `ingress ${name} serves plain HTTP: it has no certificate`,
                fix: ALB_FIX,
              },
            ]
          : [],
      ),
    ...nlbFindings(plan),
    ...listenerFindings(plan, "aws_lb_listener", ALB_FIX),
    ...listenerFindings(plan, "data.aws_lb_listener", EXISTING_FIX),
  ],
};

const ALB_FIX =
  "remove entry.httpOnly, and set entry.host with entry.certificateArn, or with entry.hostedZoneId for a certificate that Terraform creates; waive the finding for a classroom demo";

const EXISTING_FIX =
  "add an HTTPS listener on port 443 to the ALB, list port 443 in place of 80 in network.existing.rules, and set entry.host to a name of its certificate; waive the finding for a classroom demo";

/** One finding for all NLB Services, because they share one setting. Several NLBs cannot have one host. */
function nlbFindings(plan: EnvironmentPlan): Finding[] {
  const plain = objectsOf(plan)
    .ofKind("service")
    .filter((service) => isLoadBalancer(service) && service.annotations[`${NLB}ssl-cert`] === undefined);
  const [first, ...others] = plain;
  if (!first) return [];
  const keys =
    others.length > 0
      ? "entry.port: 443 and entry.certificateArn"
      : "entry.port: 443, entry.certificateArn and entry.host, the name that clients use";
  return [
    {
      ...at(first.resource),
      message: `${first.title}${others.length > 0 ? ` and ${others.length} more` : ""}: client requests are unencrypted`,
      fix: `set ${keys}; waive the finding for a classroom demo`,
    },
  ];
}

/** Findings for load balancers without an HTTPS listener. */
function listenerFindings(plan: EnvironmentPlan, type: string, fix: string): Finding[] {
  const byBalancer = groupBy(plan.resources(type), (listener) =>
    plan.identity(inLayer(listener, listener.config["load_balancer_arn"])),
  );
  return [...byBalancer.values()].flatMap((listeners) => {
    const [first] = listeners;
    // The protocol of an existing listener is not read: its port tells it.
    const secure = listeners.some((listener) =>
      isFound(listener) ? listener.config["port"] === 443 : listener.config["protocol"] === "HTTPS",
    );
    return first && !secure
      ? [{ ...at(first), message: "the load balancer of this listener serves plain HTTP only", fix }]
      : [];
  });
}
