import { IngressV1 } from "@cdktf/provider-kubernetes/lib/ingress-v1";
import { Fn, type ITerraformDependable } from "cdktf";
import { type Construct } from "constructs";
import { controllerAttachesWebAcl, entryReach } from "../environment/entry";
import { type Environment } from "../environment/environment";
import { type EnvironmentConfig } from "../environment/schema";
import { alb, albAnnotations } from "./entry/ingress-annotations";
import { placementOf } from "./entry/placement";
import { type INamespace } from "./namespace";
import { type LayerReader } from "./stack-outputs/layer-reader";
import { type NetworkOutputs } from "./stack-outputs/network";

type AlbSettings = Parameters<typeof albAnnotations>[0];

type Entry = EnvironmentConfig["entry"];

/** A Service behind the ALB, and the paths that are routed to it. */
interface IngressBackend {
  readonly name: string;
  readonly servicePort: number;
  /** Each path also covers everything below it. */
  readonly paths: readonly string[];
  /** @default - it is not one of Terraform */
  readonly service?: ITerraformDependable;
}

/** Settings of the load balancer, which all of its Ingresses have. */
interface AlbPage extends Omit<AlbSettings, "subnets"> {
  readonly subnetIds: string[];
  /** Host names of requests; empty for any. */
  readonly hosts: readonly string[];
  /** Health check of its target groups. @default - each Service has its own */
  readonly healthPath?: string;
  /** Resources that exist before it, beside its Services. @default - none */
  readonly after?: readonly ITerraformDependable[];
}

interface AlbIngressProps extends AlbPage {
  readonly name: string;
  readonly namespace: INamespace;
  readonly backends: readonly IngressBackend[];
}

/** Settings of each Ingress of the entry: the controller makes one load balancer of them. */
export const ingressOf = (
  environment: Environment,
  network: LayerReader<NetworkOutputs>,
  entry: Extract<Entry, { type: "ingress" }>,
): AlbPage => ({
  ...placementOf(environment, network),
  group: entry.name,
  idleSeconds: entry.idleTimeoutSeconds,
  hosts: entryReach(entry).hosts,
  ...(entry.webAclArn && controllerAttachesWebAcl(environment.config) ? { webAclArn: entry.webAclArn } : {}),
});

/** An Ingress of the entry: the controller creates an ALB for the first of its group. It exists as long as one of them. */
export function albIngress(scope: Construct, id: string, props: AlbIngressProps) {
  const { name, namespace, subnetIds, backends, hosts, healthPath, after = [] } = props;
  const resource = new IngressV1(scope, id, {
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
    dependsOn: [...backends.map(({ service }) => service ?? namespace.resource), ...after],
  });
  /** DNS name of the ALB. */
  const loadBalancerHost = resource.status.get(0).loadBalancer.get(0).ingress.get(0).hostname;
  return { resource, loadBalancerHost };
}

const paths = ({ name, servicePort, paths }: IngressBackend) =>
  paths.map((path) => ({
    path,
    pathType: "Prefix",
    backend: { service: { name, port: { number: servicePort } } },
  }));

/** Annotations for the Service of a backend, or for an Ingress of one backend: each has its own health check. */
export const albBackendAnnotations = (healthPath: string) => alb({ "healthcheck-path": healthPath });
