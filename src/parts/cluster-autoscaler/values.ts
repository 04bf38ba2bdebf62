import { asResources } from "../part-requests";
import REQUESTS from "./requests.json";
import { type References, type ReleaseValues } from "../../platform/contract";
import { type AutoscalerSettings } from "./settings";

/** Source for keys and arguments: values of chart 9.59.0; the FAQ of the Cluster Autoscaler (read 2026-11-22). */
export function autoscalerValues(
  { clusterName, region, image }: References,
  { expander, scaleDownMinutes, maxNodes }: AutoscalerSettings,
): ReleaseValues {
  return {
    autoDiscovery: { clusterName },
    // Set explicitly, because the hop limit prevents pods from reaching the instance metadata service.
    awsRegion: region,
    image: image("autoscaler"),
    rbac: { serviceAccount: { create: false, name: "cluster-autoscaler" } },
    // One is the leader. The other takes over at once if a zone fails, which is when nodes are missing.
    replicaCount: 2,
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: "topology.kubernetes.io/zone",
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: { "app.kubernetes.io/name": "aws-cluster-autoscaler" } },
      },
    ],
    resources: asResources(REQUESTS["cluster-autoscaler"]),
    // With both contexts, the pods meet the restricted Pod Security Standard.
    securityContext: {
      runAsNonRoot: true,
      runAsUser: NOBODY,
      runAsGroup: NOBODY,
      seccompProfile: { type: "RuntimeDefault" },
    },
    containerSecurityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    extraArgs: {
      expander,
      // Each zone has its own group. Without this, the autoscaler fills one zone first.
      "balance-similar-node-groups": true,
      // Pods of models have writable volumes on the node, and no data there that must survive.
      "skip-nodes-with-local-storage": false,
      // CoreDNS, metrics-server and the controllers have disruption budgets, and move to other nodes.
      "skip-nodes-with-system-pods": false,
      "scale-down-unneeded-time": `${scaleDownMinutes}m`,
      ...(maxNodes === undefined ? {} : { "max-nodes-total": maxNodes }),
    },
  };
}

/** User and group without rights, as in the image. */
const NOBODY = 65534;
