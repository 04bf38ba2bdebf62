import { TLS_POLICY } from "../../catalog/tls-policies";
import { DEREGISTRATION_DELAY_SECONDS, LONGEST_SILENCE_SECONDS } from "../model-api/drain";

/** What the controller is told about an ALB and its target groups. */
export interface AlbSettings {
  /** Gives the ALB public addresses. @default false */
  readonly internetFacing?: boolean;
  /** Ids of the subnets that the ALB stands in, with commas between. */
  readonly subnets: string;
  readonly securityGroupId: string;
  /** ALB that Ingresses of this cluster share; a new name is a new ALB. */
  readonly group: string;
  /** @default - plain HTTP, for a classroom demo */
  readonly certificateArn?: string;
  /** Regional web ACL that guards the ALB. @default - none */
  readonly webAclArn?: string;
}

type Annotations = Readonly<Record<string, string>>;

/** Keys of AWS Load Balancer Controller 3.5.0 (its guide, "Ingress annotations", read 2026-11-20). */
const alb = (settings: Annotations): Annotations =>
  Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [`alb.ingress.kubernetes.io/${key}`, value]),
  );

/**
 * Subnets and group are named, so that the controller neither searches nor makes groups of its own, which
 * would outlive the cluster and block a destroy. Deletion protection stays off: the Ingress alone decides
 * whether the ALB exists.
 */
export function albAnnotations(settings: AlbSettings): Annotations {
  const { internetFacing = false, subnets, securityGroupId, group, certificateArn, webAclArn } = settings;
  return alb({
    scheme: internetFacing ? "internet-facing" : "internal",
    "target-type": "ip",
    "group.name": group,
    subnets,
    "security-groups": securityGroupId,
    // The network layer has the rules to the pods.
    "manage-backend-security-group-rules": "false",
    ...(certificateArn
      ? {
          "listen-ports": '[{"HTTP": 80}, {"HTTPS": 443}]',
          "ssl-redirect": "443",
          "certificate-arn": certificateArn,
          "ssl-policy": TLS_POLICY,
        }
      : { "listen-ports": '[{"HTTP": 80}]' }),
    ...(webAclArn ? { "wafv2-acl-arn": webAclArn } : {}),
    "success-codes": "200",
    "load-balancer-attributes": attributes({
      "routing.http.drop_invalid_header_fields.enabled": "true",
      "idle_timeout.timeout_seconds": String(LONGEST_SILENCE_SECONDS),
    }),
    "target-group-attributes": attributes({
      "deregistration_delay.timeout_seconds": String(DEREGISTRATION_DELAY_SECONDS),
    }),
  });
}

/** For the Service of a backend: each has a health check of its own. */
export const albBackendAnnotations = (healthPath: string): Annotations =>
  alb({ "healthcheck-path": healthPath });

/** Attributes as the controller reads them: `key=value` with commas between. */
export const attributes = (values: Annotations): string =>
  Object.entries(values)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
