import type { ImageRow } from "../../catalog/charts";
import { TLS_POLICY } from "../../catalog/tls-policies";
import type { HelmValues } from "../helm/chart-release";

export interface ControllerSettings {
  readonly clusterName: string;
  readonly region: string;
  readonly vpcId: string;
  readonly image: ImageRow;
  readonly serviceAccountName: string;
  /** Tags of everything that the controller makes. */
  readonly tags: Readonly<Record<string, string>>;
  /** Attaches web ACLs that an Ingress names, which needs a way to the WAF API. @default false */
  readonly attachWebAcls?: boolean;
  /** Makes the controller serve every Service of type LoadBalancer. @default false */
  readonly servesLoadBalancerServices?: boolean;
}

/** Values of the controller's chart that differ from its own. Switches are booleans: the chart skips text there. */
export function controllerValues(settings: ControllerSettings): HelmValues {
  const { clusterName, region, vpcId, image, serviceAccountName, tags } = settings;
  return {
    clusterName,
    // Given, because pods cannot ask the instance metadata service: its hop limit keeps them away.
    region,
    vpcId,
    image: { repository: image.repository, tag: image.tag },
    serviceAccount: { create: false, name: serviceAccountName },

    replicaCount: 2,
    podDisruptionBudget: { maxUnavailable: 1 },
    // The chart itself keeps the pods off each other's node where it can.
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: "topology.kubernetes.io/zone",
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: { "app.kubernetes.io/name": "aws-load-balancer-controller" } },
      },
    ],
    resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "200m", memory: "256Mi" } },

    ingressClass: "alb",
    createIngressClassResource: true,
    defaultTargetType: "ip",
    defaultSSLPolicy: TLS_POLICY,
    defaultTags: tags,

    // A private network has no way to these APIs, and asking them would hold up every load balancer.
    enableShield: false,
    enableWaf: false,
    enableWafv2: settings.attachWebAcls ?? false,
    enableServiceMutatorWebhook: settings.servesLoadBalancerServices ?? false,
    // Otherwise each upgrade makes a new certificate, which running pods do not know.
    keepTLSSecret: true,
    controllerConfig: { featureGates: { ALBGatewayAPI: false, NLBGatewayAPI: false } },
  };
}
