import { groupBy, combinedFinding, valueOf } from "../../analysis/blocks";
import { ALB, NLB, isLoadBalancer } from "../../analysis/kubernetes/entries";
import { objectsOf, titleOf } from "../../analysis/kubernetes/objects";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check, type Finding } from "../check";

export const plainHttpEntry: Check = {
  id: "plain-http-entry",
  severity: "warning",
  title: "clients reach the models over HTTPS",
  why: "requests and responses are unencrypted, and clients cannot verify that the server is the model",
  fix: "give the entry a host and a certificate; for an NLB, set entry.certificateArn; httpOnly is for a classroom",
  source: "AWS Security Hub, ELB.1 and ELB.2 (read 2026-11-20)",
  scannerRules: ["CKV_AWS_2", "AWS-0054", "ELB.1"],
  run: (plan) => [
    ...objectsOf(plan)
      .ofKind("ingress")
      .flatMap(({ resource, annotations, name }) =>
        combinedFinding(
          resource,
          `ingress ${name}`,
          annotations[`${ALB}certificate-arn`] === undefined
            ? ["it serves plain HTTP: it has no certificate"]
            : [],
        ),
      ),
    ...nlbFindings(plan),
    ...["aws_lb_listener", "data.aws_lb_listener"].flatMap((type) => listenerFindings(plan, type)),
  ],
};

/** One finding for all NLB Services, because they share one setting. */
function nlbFindings(plan: EnvironmentPlan): Finding[] {
  const plain = objectsOf(plan)
    .ofKind("service")
    .filter((service) => isLoadBalancer(service) && service.annotations[`${NLB}ssl-cert`] === undefined);
  const [first] = plain;
  const all = plain.length > 1 ? ` and ${plain.length - 1} more` : "";
  return first
    ? combinedFinding(first.resource, `${titleOf(first)}${all}`, ["client requests are unencrypted"])
    : [];
}

/** Findings for load balancers without an HTTPS listener. */
function listenerFindings(plan: EnvironmentPlan, type: string): Finding[] {
  const byBalancer = groupBy(plan.resources(type), (listener) =>
    plan.identity(valueOf(listener, listener.config["load_balancer_arn"])),
  );
  return [...byBalancer.values()].flatMap((listeners) => {
    const [first] = listeners;
    const secure = listeners.some(({ config }) => config["protocol"] === "HTTPS" || config["port"] === 443);
    return first && !secure
      ? combinedFinding(first, "listener", ["its load balancer serves plain HTTP only"])
      : [];
  });
}
