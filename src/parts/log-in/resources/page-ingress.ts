import { IngressV1 } from "@cdktf/provider-kubernetes/lib/ingress-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { INamespace } from "../../../platform/namespace";
import { albAnnotations } from "../../../platform/ingress-annotations";

type AlbSettings = Parameters<typeof albAnnotations>[0];

/** A page at the load balancer of the models. */
export interface Page {
  readonly host: string;
  readonly alb: AlbSettings;
  /** The controller, which creates the load balancer and removes its rules. */
  readonly controller: ITerraformDependable;
}

export interface PageIngressProps extends Page {
  readonly name: string;
  readonly namespace: INamespace;
  readonly service: ITerraformDependable;
}

/** A host of the load balancer of the models: Ingresses of one group share it. */
export class PageIngress extends Construct {
  readonly loadBalancerHost: string;
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string, props: PageIngressProps) {
    super(scope, id);
    const { host, alb, controller, name, namespace, service } = props;
    const backend = { service: { name, port: { number: 80 } } };
    const ingress = new IngressV1(this, "Resource", {
      metadata: {
        name,
        namespace: namespace.name,
        annotations: { ...albAnnotations(alb) },
      },
      spec: {
        ingressClassName: "alb",
        rule: [{ host, http: { path: [{ path: "/", pathType: "Prefix", backend }] } }],
      },
      waitForLoadBalancer: true,
      dependsOn: [service, controller],
    });
    this.resource = ingress;
    this.loadBalancerHost = ingress.status.get(0).loadBalancer.get(0).ingress.get(0).hostname;
  }
}
