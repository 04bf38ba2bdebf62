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
    // The AWS provider makes no tokens itself since 3.0: the driver asks for one of the pod's, made out to STS.
    tokenRequests: [{ audience: "sts.amazonaws.com" }],
    // Values stay files; a copy in a Kubernetes Secret could be read by whoever may list Secrets.
    syncSecret: { enabled: false },
    // A rotated secret reaches running pods within this time; each look costs one call for each pod and secret.
    enableSecretRotation: true,
    rotationPollInterval: "10m",
  };
}

export function awsProviderValues(provider: ImageRow, region: string): HelmValues {
  return {
    image: image(provider),
    awsRegion: region,
    // The driver is a release of its own, so that its version is one that was chosen.
    "secrets-store-csi-driver": { install: false },
    tolerations: TOLERATIONS,
  };
}

const image = ({ repository, tag }: ImageRow) => ({ repository, tag });

/** Every node that a model may run on; not all taints, or the DaemonSets would wait for pods on Fargate. */
const TOLERATIONS = [GPU_TOLERATION];
