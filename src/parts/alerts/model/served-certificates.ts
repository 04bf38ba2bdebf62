import { objectsOf } from "../../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../../terraform/environment-plan";
import { resolveReferences } from "../../../infrastructure/text-references";
import { ALB, NLB } from "../../../evidence/load-balancers";

/** A certificate that clients of the models get. */
export interface ServedCertificate {
  /** The listener, Ingress or Service that serves it. */
  readonly resource: PlannedResource;
  readonly arn: string;
}

/** Annotations with an ARN, or with several and commas between them. */
const ANNOTATIONS = [`${ALB}certificate-arn`, `${NLB}ssl-cert`];

/** Certificates of listeners, Ingresses and Services. */
export const servedCertificates = (plan: EnvironmentPlan): ServedCertificate[] =>
  [
    ...objectsOf(plan).all.flatMap(({ resource, annotations }) =>
      ANNOTATIONS.flatMap((name) => annotations[name]?.split(",") ?? []).map((each) => ({
        resource,
        value: each.trim(),
      })),
    ),
    ...plan
      .resources("aws_lb_listener")
      .map((resource) => ({ resource, value: resource.config.certificate_arn })),
  ].flatMap(({ resource, value }) =>
    value === undefined ? [] : [{ resource, arn: resolveReferences(plan, inLayer(resource, value)) }],
  );
