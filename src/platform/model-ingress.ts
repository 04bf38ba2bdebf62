import { IngressV1 } from "@cdktf/provider-kubernetes/lib/ingress-v1";
import { Fn, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { INamespace } from "./namespace";
import { albAnnotations, albBackendAnnotations } from "./ingress-annotations";

type AlbSettings = Parameters<typeof albAnnotations>[0];

/** A Service behind the ALB, and the paths that are routed to it. */
interface IngressBackend {
  readonly name: string;
  readonly servicePort: number;
  /** Each path also covers everything below it. */
  readonly paths: readonly string[];
  /** @default - it is not one of Terraform */
  readonly service?: ITerraformDependable;
}

interface ModelIngressProps extends Omit<AlbSettings, "subnets"> {
  readonly name: string;
  readonly namespace: INamespace;
  readonly subnetIds: string[];
  readonly backends: readonly IngressBackend[];
  /** Host names of requests; empty for any. */
  readonly hosts: readonly string[];
  /** Health check of its target groups. @default - each Service has its own */
  readonly healthPath?: string;
}

/** One ALB in front of all models, created by the controller. It exists as long as an Ingress of the group. */
export class ModelIngress extends Construct {
  /** DNS name of the ALB. */
  readonly loadBalancerHost: string;
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ModelIngressProps) {
    super(scope, id);
    const { name, namespace, subnetIds, backends, hosts, healthPath } = props;
    const ingress = new IngressV1(this, "models", {
      metadata: {
        name,
        namespace: namespace.name,
        annotations: {
          ...albAnnotations({ ...props, subnets: Fn.join(",", subnetIds) }),
          ...(healthPath === undefined ? {} : albBackendAnnotations(healthPath)),
        },
      },
      spec: {
        ingressClassName: "alb",
        rule: (hosts.length > 0 ? hosts.map((host) => ({ host })) : [{}]).map((host) => ({
          ...host,
          http: { path: backends.flatMap(paths) },
        })),
      },
      // The outputs need the ALB's DNS name, and pods get a readiness gate only after its target groups exist.
      waitForLoadBalancer: true,
      dependsOn: backends.map(({ service }) => service ?? namespace.resource),
    });
    this.resource = ingress;
    this.loadBalancerHost = ingress.status.get(0).loadBalancer.get(0).ingress.get(0).hostname;
  }
}

const paths = ({ name, servicePort, paths }: IngressBackend) =>
  paths.map((path) => ({
    path,
    pathType: "Prefix",
    backend: { service: { name, port: { number: servicePort } } },
  }));
