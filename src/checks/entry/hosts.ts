import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan, type ResourceOf } from "../../terraform/environment-plan";
import { items } from "../../infrastructure/kubernetes-api";
import { text } from "../../terraform/stack-json";
import { resolveReferences } from "../../infrastructure/text-references";
import { ALB } from "../../evidence/load-balancers";

/** Hosts that the network stack's output tells clients to use, such as that of `https://api.example.com/predict`. */
export const announcedHosts = (plan: EnvironmentPlan): string[] => [
  ...new Set(
    [
      ...JSON.stringify(plan.stack("network")?.outputs["api_demo_config"] ?? "").matchAll(
        /https?:\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)+)/g,
      ),
    ].flatMap(([, host]) => host ?? []),
  ),
];

/** Hosts of Ingresses without a certificate from elsewhere, which their annotation names by an ARN. */
export const servedHosts = (plan: EnvironmentPlan): string[] =>
  objectsOf(plan)
    .ofKind("ingress")
    .filter(({ annotations }) => !annotations[`${ALB}certificate-arn`]?.startsWith("arn:"))
    .flatMap(({ spec }) => items(spec.rules).flatMap((rule) => text(rule.host) ?? []));

/** Problems of the zone of a record, which must be a hosted zone id. */
export const zoneProblems = (
  plan: EnvironmentPlan,
  { layer, config }: ResourceOf<"aws_route53_record">,
): string[] =>
  /^Z[A-Z0-9]{7,31}$|^\$\{/.test(resolveReferences(plan, { layer, value: config.zone_id }))
    ? []
    : [`its zone is ${String(config.zone_id ?? "missing")}, expected a hosted zone id`];
