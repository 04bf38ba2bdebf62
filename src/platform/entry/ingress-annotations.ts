import { TLS_POLICY } from "../../facts/tls-policies";
import { logAttributes, attributes, type Annotations } from "./attributes";

/** Settings of an ALB and its target groups, passed to the controller as annotations. */
interface AlbSettings {
  /** Gives the ALB public addresses. @default false */
  readonly internetFacing?: boolean;
  /** Subnet ids of the ALB, separated by commas. */
  readonly subnets: string;
  readonly securityGroupId: string;
  /** IngressGroup: Ingresses with the same name share one ALB. A new name creates a new ALB. */
  readonly group: string;
  /** Place of its rules and certificate in the group; the first certificate is the default of the ALB. @default 0 */
  readonly order?: number;
  /** Time after which a connection without bytes is closed, and that a removed target gets for open requests, in seconds. */
  readonly idleSeconds: number;
  /** Certificate of the HTTPS listener. @default - plain HTTP, for a classroom demo */
  readonly certificateArn?: string;
  /** Regional web ACL of the ALB. @default - none */
  readonly webAclArn?: string;
  /** Bucket for access logs. @default - no logs */
  readonly logBucket?: string;
}

/** Keys of AWS Load Balancer Controller 3.5.0 (its guide, "Ingress annotations", read 2026-11-20). */
export const alb = (settings: Annotations): Annotations =>
  Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [`alb.ingress.kubernetes.io/${key}`, value]),
  );

/**
 * Names subnets and security group, so that the controller does not search for subnets and creates no
 * security groups, which would outlive the cluster and block its destruction. Deletion protection stays off:
 * the ALB exists as long as the Ingress.
 */
export function albAnnotations(settings: AlbSettings): Annotations {
  const {
    internetFacing = false,
    subnets,
    securityGroupId,
    group,
    order,
    idleSeconds,
    certificateArn,
    webAclArn,
    logBucket,
  } = settings;
  return alb({
    scheme: internetFacing ? "internet-facing" : "internal",
    "target-type": "ip",
    "group.name": group,
    ...(order === undefined ? {} : { "group.order": String(order) }),
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
      "idle_timeout.timeout_seconds": String(idleSeconds),
      ...logAttributes(logBucket),
    }),
    "target-group-attributes": attributes({
      "deregistration_delay.timeout_seconds": String(idleSeconds),
    }),
  });
}
