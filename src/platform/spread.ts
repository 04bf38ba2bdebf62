import type { DeploymentV1SpecTemplateSpecTopologySpreadConstraint } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { type Labels } from "./contract";

/**
 * Spreads pods over zones and nodes, separately for each revision. It is a preference, not a requirement: if
 * one zone is full, a requirement would prevent a pod from starting in the other zone, and a rollout that
 * must not lose a pod would never complete.
 */
export const spread = (pods: Labels): DeploymentV1SpecTemplateSpecTopologySpreadConstraint[] =>
  ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
    topologyKey,
    maxSkew: 1,
    whenUnsatisfiable: "ScheduleAnyway",
    matchLabelKeys: ["pod-template-hash"],
    labelSelector: [{ matchLabels: { ...pods } }],
  }));
