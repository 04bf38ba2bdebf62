import { asResources } from "../part-requests";
import REQUESTS from "./requests.json";
import { TLS_POLICY } from "../../facts/tls-policies";
import { type References, type ReleaseValues } from "../../platform/contract";

/** Its service account, which Terraform creates. */
export const CONTROLLER_ACCOUNT = "aws-load-balancer-controller";

/**
 * Values that differ from the defaults of the controller's chart. Switches are booleans: the chart ignores
 * text there.
 */
export function controllerValues(
  { clusterName, region, vpcId, image, tags }: References,
  attachesWebAcls: boolean,
): ReleaseValues {
  return {
    clusterName,
    // Set explicitly, because the hop limit prevents pods from reaching the instance metadata service.
    region,
    vpcId,
    image: image("controller"),
    serviceAccount: { create: false, name: CONTROLLER_ACCOUNT },

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
    resources: asResources(REQUESTS["aws-load-balancer-controller"]),

    // With the chart's own settings, the pods meet the restricted Pod Security Standard.
    podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } },
    securityContext: { capabilities: { drop: ["ALL"] } },

    ingressClass: "alb",
    createIngressClassResource: true,
    defaultTargetType: "ip",
    defaultSSLPolicy: TLS_POLICY,
    // No layer: a list of resources with the tags of a layer and outside of its state must not name
    // live load balancers.
    defaultTags: { ...tags, layer: "load-balancers" },

    // A private network has no route to these APIs, and calls to them would block every load balancer. Web ACLs that an
    // Ingress names need a route to the WAF API.
    enableShield: false,
    enableWaf: false,
    enableWafv2: attachesWebAcls,
    // It sets the class of Services without one. Services here name their class, and the webhook would fail closed
    // for every Service of the cluster.
    enableServiceMutatorWebhook: false,
    // By default, pods that start while no replica responds get no readiness gate, and a rollout
    // removes all old pods before the load balancer knows the new ones. Now such pods start later.
    // Only namespaces with the label are affected.
    podMutatorWebhookConfig: { failurePolicy: "Fail" },
    // Otherwise each upgrade creates a new certificate that running pods do not trust.
    keepTLSSecret: true,
    controllerConfig: { featureGates: { ALBGatewayAPI: false, NLBGatewayAPI: false } },
  };
}
