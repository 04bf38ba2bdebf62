import type { ImageRow } from "../../catalog/charts";
import type { HelmValues } from "../helm/chart-release";
import { GPU_TOLERATION } from "../gpu/gpu-toleration";

/**
 * Source for the keys of both charts: the values of kubernetes-sigs/secrets-store-csi-driver and
 * aws/secrets-store-csi-driver-provider-aws; Secrets Manager guide, "Use ASCP with IRSA" (read 2026-11-20).
 */
export function driverValues(
  images: Readonly<Record<"driver" | "crds" | "registrar" | "livenessProbe", ImageRow>>,
): HelmValues {
  return {
    linux: {
      image: image(images.driver),
      crds: { image: image(images.crds) },
      registrarImage: image(images.registrar),
      livenessProbeImage: image(images.livenessProbe),
      tolerations: TOLERATIONS,
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

export function awsProviderValues(provider: ImageRow, region: string): HelmValues {
  return {
    image: image(provider),
    awsRegion: region,
    // The driver is a separate release, so that its version is pinned.
    "secrets-store-csi-driver": { install: false },
    tolerations: TOLERATIONS,
  };
}

const image = ({ repository, tag }: ImageRow) => ({ repository, tag });

/**
 * All nodes that a model can run on. With a toleration for every taint, the DaemonSets would wait for pods on
 * Fargate.
 */
const TOLERATIONS = [GPU_TOLERATION];
