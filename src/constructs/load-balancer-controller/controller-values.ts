import type { ImageRow } from "../../catalog/charts";
import { TLS_POLICY } from "../../catalog/tls-policies";
import type { HelmValues } from "../helm/chart-release";

export interface ControllerSettings {
  readonly clusterName: string;
  readonly region: string;
  readonly vpcId: string;
  readonly image: ImageRow;
  readonly serviceAccountName: string;
  /** Tags of every resource that the controller creates. */
  readonly tags: Readonly<Record<string, string>>;
  /**
   * Lets the controller associate web ACLs that an Ingress names. It needs a route to the WAF API.
   *
   * @default false
   */
  readonly attachWebAcls?: boolean;
}

/**
 * Values that differ from the defaults of the controller's chart. Switches are booleans: the chart ignores
 * text there.
 */
export function controllerValues(settings: ControllerSettings): HelmValues {
  const { clusterName, region, vpcId, image, serviceAccountName, tags } = settings;
  return {
    clusterName,
    // Set explicitly, because the hop limit prevents pods from reaching the instance metadata service.
    region,
    vpcId,
    image: { repository: image.repository, tag: image.tag },
    serviceAccount: { create: false, name: serviceAccountName },

    replicaCount: 2,
    podDisruptionBudget: { maxUnavailable: 1 },
    // The chart already has a pod anti-affinity across nodes.
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: "topology.kubernetes.io/zone",
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: { "app.kubernetes.io/name": "aws-load-balancer-controller" } },
      },
    ],
    resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "200m", memory: "256Mi" } },

    // With the chart's own settings, the pods meet the restricted Pod Security Standard.
    podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } },
    securityContext: { capabilities: { drop: ["ALL"] } },

    ingressClass: "alb",
    createIngressClassResource: true,
    defaultTargetType: "ip",
    defaultSSLPolicy: TLS_POLICY,
    defaultTags: tags,

    // A private network has no route to these APIs, and calls to them would block every load balancer.
    enableShield: false,
    enableWaf: false,
    enableWafv2: settings.attachWebAcls ?? false,
    // It sets the class of Services without one. Services here name their class, and the webhook would fail closed
    // for every Service of the cluster.
    enableServiceMutatorWebhook: false,
    // By default, pods that start while no replica responds get no readiness gate, and a rollout removes all old pods
    // before the load balancer knows the new ones. Now such pods start later. Only namespaces with the label are affected.
    podMutatorWebhookConfig: { failurePolicy: "Fail" },
    // Otherwise each upgrade creates a new certificate that running pods do not trust.
    keepTLSSecret: true,
    controllerConfig: { featureGates: { ALBGatewayAPI: false, NLBGatewayAPI: false } },
  };
}
