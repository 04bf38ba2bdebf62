import { DeploymentV1 } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { PodDisruptionBudgetV1 } from "@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { ServiceV1 } from "@cdktf/provider-kubernetes/lib/service-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { asResources } from "../../part-requests";
import { PROXY_PORT, proxyLabels, proxySelector } from "../names";
import REQUESTS from "../requests.json";
import { SECRETS } from "./arguments";
import { albDrain, PORT_NAME, probes, restricted, secretVolume, spread } from "../../../platform/pods";
import { type INamespace } from "../../../platform/namespace";
import { albBackendAnnotations, albIngress, type ingressOf } from "../../../platform/alb-ingress";

/** User of the pods. The image names none. */
const USER_ID = 10001;

const TMP_MIB = 16;

export interface ProxyProps {
  readonly program: string;
  /** Name of its objects, and of the SecretProviderClass with its secrets. */
  readonly name: string;
  readonly namespace: INamespace;
  readonly image: string;
  readonly args: readonly string[];
  /** Facts of the file on the way to the provider, which no argument has. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly roleArn: string;
  /** The page at the load balancer of the models. */
  readonly page: ReturnType<typeof ingressOf>;
  /** Resources that the pods need from their start to their end. */
  readonly after: readonly ITerraformDependable[];
}

/** Two pods of a proxy, their Service and Ingress, and a budget that keeps one of them while a node drains. */
export class Proxy extends Construct {
  /** DNS name of the load balancer. */
  readonly loadBalancerHost: string;

  constructor(scope: Construct, id: string, props: ProxyProps) {
    super(scope, id);
    const { program, name, namespace, image, args, annotations, roleArn, after } = props;
    const selector = { ...proxySelector(program) };
    const labels = { ...proxyLabels(program) };
    const metadata = { name, namespace: namespace.name, labels };
    const { requests, limits } = asResources(REQUESTS["log-in"]);
    const secrets = secretVolume(name, SECRETS);
    const { drainSeconds, graceSeconds } = albDrain(props.page.idleSeconds);
    const account = new ServiceAccountV1(this, "Account", {
      metadata: { ...metadata, annotations: { "eks.amazonaws.com/role-arn": roleArn } },
      automountServiceAccountToken: false,
      dependsOn: [namespace.resource],
    });
    const service = new ServiceV1(this, "Service", {
      metadata: { ...metadata, annotations: { ...albBackendAnnotations("/ping") } },
      spec: {
        type: "ClusterIP",
        selector,
        port: [{ name: PORT_NAME, port: 80, targetPort: PORT_NAME, protocol: "TCP" }],
      },
      dependsOn: [namespace.resource],
    });
    // The controller gives a readiness gate to new pods only.
    const page = albIngress(new Construct(this, "Ingress"), "Resource", {
      ...props.page,
      name,
      namespace,
      backends: [{ name, servicePort: 80, paths: ["/"], service }],
    });
    this.loadBalancerHost = page.loadBalancerHost;
    new DeploymentV1(this, "Resource", {
      metadata: { ...metadata, annotations: { ...annotations } },
      spec: {
        replicas: "2",
        selector: { matchLabels: selector },
        strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "0", maxSurge: "1" } },
        revisionHistoryLimit: 5,
        template: {
          metadata: { labels },
          spec: {
            serviceAccountName: name,
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            terminationGracePeriodSeconds: graceSeconds,
            securityContext: restricted(USER_ID).pod,
            topologySpreadConstraint: spread(selector),
            container: [
              {
                name: "proxy",
                image,
                imagePullPolicy: "IfNotPresent",
                args: [...args],
                resources: {
                  requests: { ...requests, "ephemeral-storage": `${TMP_MIB}Mi` },
                  limits: { ...limits },
                },
                securityContext: restricted(USER_ID).container,
                port: [{ name: PORT_NAME, containerPort: PROXY_PORT, protocol: "TCP" }],
                ...probes({ healthPath: "/ping", startupSeconds: 120 }),
                lifecycle: { preStop: [{ exec: { command: ["sleep", String(drainSeconds)] } }] },
                volumeMount: [{ name: "tmp", mountPath: "/tmp" }, secrets.mount],
              },
            ],
            volume: [{ name: "tmp", emptyDir: { sizeLimit: `${TMP_MIB}Mi` } }, secrets.volume],
          },
        },
      },
      // It starts only after the provider answers, which is outside of these stacks.
      waitForRollout: false,
      dependsOn: [account, page.resource, ...after],
    });
    new PodDisruptionBudgetV1(this, "DisruptionBudget", {
      metadata,
      spec: { maxUnavailable: "1", selector: { matchLabels: selector } },
      dependsOn: [namespace.resource],
    });
  }
}
