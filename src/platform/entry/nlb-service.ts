import { ServiceV1 } from "@cdktf/provider-kubernetes/lib/service-v1";
import { Fn, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { TLS_POLICY } from "../../facts/tls-policies";
import { nlbServiceName } from "../../environment/model-names";
import { IDLE_SECONDS } from "../../facts/load-balancers";
import { entryLabels } from "../models/labels";
import { modelSelector } from "../labels";
import { attributes, logAttributes } from "./attributes";
import { PORT_NAME } from "../pods";
import { type INamespace } from "../namespace";

export interface NlbServiceProps {
  /** Name of the model. */
  readonly model: string;
  readonly namespace: INamespace;
  /** TCP port of the NLB's listener. */
  readonly port: number;
  readonly healthPath: string;
  readonly subnetIds: string[];
  readonly securityGroupId: string;
  /** Certificate of a TLS listener. @default - plain HTTP */
  readonly certificateArn?: string;
  /** Gives the NLB public addresses. @default false */
  readonly internetFacing?: boolean;
  /** Bucket for access logs of TLS requests. @default - no logs */
  readonly logBucket?: string;
}

/** An NLB in front of one model, created by the controller. */
export class NlbService extends Construct {
  readonly serviceName: string;
  /** DNS name of the NLB. */
  readonly loadBalancerHost: string;
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string, props: NlbServiceProps) {
    super(scope, id);
    const { model, namespace, port } = props;
    this.serviceName = nlbServiceName(model);
    const service = new ServiceV1(this, "Resource", {
      metadata: {
        name: this.serviceName,
        namespace: namespace.name,
        labels: entryLabels(model),
        annotations: { ...nlbAnnotations({ ...props, subnets: Fn.join(",", props.subnetIds) }) },
      },
      spec: {
        type: "LoadBalancer",
        loadBalancerClass: "service.k8s.aws/nlb",
        // The NLB sends requests directly to the pods.
        allocateLoadBalancerNodePorts: false,
        selector: modelSelector(model),
        port: [{ name: PORT_NAME, port, targetPort: PORT_NAME, protocol: "TCP" }],
      },
      // The outputs need the NLB's DNS name, and pods get a readiness gate only after its target group exists.
      waitForLoadBalancer: true,
      dependsOn: [namespace.resource],
    });
    this.resource = service;
    this.loadBalancerHost = service.status.get(0).loadBalancer.get(0).ingress.get(0).hostname;
  }
}

/** Settings of an NLB and its target group, passed to the controller as annotations. */
export interface NlbSettings extends Pick<
  NlbServiceProps,
  "internetFacing" | "healthPath" | "securityGroupId" | "port" | "certificateArn" | "logBucket"
> {
  /** Subnet ids of the NLB, separated by commas. */
  readonly subnets: string;
}

/** Keys of AWS Load Balancer Controller 3.5.0 (its guide, "Service annotations", read 2026-11-20). */
export function nlbAnnotations(settings: NlbSettings): Readonly<Record<string, string>> {
  const {
    internetFacing = false,
    subnets,
    securityGroupId,
    healthPath,
    port,
    certificateArn,
    logBucket,
  } = settings;
  const values = {
    scheme: internetFacing ? "internet-facing" : "internal",
    "nlb-target-type": "ip",
    subnets,
    "security-groups": securityGroupId,
    // The network layer has the rules to the pods.
    "manage-backend-security-group-rules": "false",
    ...(certificateArn === undefined
      ? {}
      : { "ssl-cert": certificateArn, "ssl-ports": String(port), "ssl-negotiation-policy": TLS_POLICY }),
    "healthcheck-protocol": "HTTP",
    "healthcheck-path": healthPath,
    "healthcheck-port": "traffic-port",
    "healthcheck-success-codes": "200",
    attributes: attributes({ "load_balancing.cross_zone.enabled": "true", ...logAttributes(logBucket) }),
    "target-group-attributes": attributes({
      "deregistration_delay.timeout_seconds": String(IDLE_SECONDS.alb),
      // Pods then see the NLB's addresses, which security groups and network policies allow.
      "preserve_client_ip.enabled": "false",
    }),
  };
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      `service.beta.kubernetes.io/aws-load-balancer-${key}`,
      value,
    ]),
  );
}
