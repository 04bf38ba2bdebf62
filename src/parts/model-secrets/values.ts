import AFFINITY from "./affinity.json";
import { type References, type ReleaseValues } from "../../platform/contract";

/**
 * Source for the keys of both charts: the values of kubernetes-sigs/secrets-store-csi-driver and
 * aws/secrets-store-csi-driver-provider-aws; Secrets Manager guide, "Use ASCP with IRSA" (read 2026-11-20).
 */
export function driverValues({ image }: References): ReleaseValues {
  return {
    linux: {
      image: image("driver"),
      crds: { image: image("crds") },
      registrarImage: image("registrar"),
      livenessProbeImage: image("livenessProbe"),
      ...ON_EVERY_NODE,
      affinity: AFFINITY.notOnFargate,
    },
    // Since 3.0 the AWS provider creates no tokens: the driver requests a token of the pod for the audience
    // STS.
    tokenRequests: [{ audience: "sts.amazonaws.com" }],
    // Values are files only: a copy in a Kubernetes Secret would be readable by anyone who can list Secrets.
    syncSecret: { enabled: false },
    // Maximum delay until running pods have a rotated secret. Each poll costs one call for each pod and
    // secret.
    enableSecretRotation: true,
    rotationPollInterval: "10m",
  };
}

export function awsProviderValues({ image, region }: References): ReleaseValues {
  return {
    image: image("provider"),
    awsRegion: region,
    // The driver is a separate release, so that its version is pinned.
    "secrets-store-csi-driver": { install: false },
    // The chart itself keeps the pods off Fargate, and has no value for that.
    ...ON_EVERY_NODE,
  };
}

/**
 * Pods that mount secrets wait for both DaemonSets on their node. The DaemonSets start on a new node before its taints
 * are removed, and are not preempted on a full one.
 */
const ON_EVERY_NODE = {
  priorityClassName: "system-node-critical",
  tolerations: [{ operator: "Exists" }],
};
