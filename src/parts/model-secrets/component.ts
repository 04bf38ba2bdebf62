import { component } from "../../platform/contract";
import { hasSecretsDriver } from "./driver";
import { awsProviderValues, driverValues } from "./values";

/**
 * Mounts secrets of AWS Secrets Manager as files into pods. A DaemonSet on the pod's node fetches them with
 * the pod's own identity, so their values are never in Terraform or in a Kubernetes Secret, and the driver
 * itself can access none. It needs nodes: Fargate runs no DaemonSets.
 */
export const modelSecrets = component({
  id: "model-secrets",
  title: "secrets of models",
  order: 120,
  scope: "secrets-store",
  kinds: { "secrets-store.csi.x-k8s.io": ["secretproviderclasses", "secretproviderclasspodstatuses"] },
  isEnabled: ({ config }) => hasSecretsDriver(config),
  charts: [
    {
      // Source: kubernetes-sigs/secrets-store-csi-driver, release notes of v1.6.0 of 2026-04-29; chart and images as two
      // public repositories run and mirror them in 2026-06 (read 2026-11-20). A hook upgrades its CRDs with the image `crds`.
      name: "secrets-store-csi-driver",
      id: "driver",
      repository: "https://kubernetes-sigs.github.io/secrets-store-csi-driver/charts",
      version: "1.6.0",
      images: {
        driver: { repository: "registry.k8s.io/csi-secrets-store/driver", tag: "v1.6.0" },
        crds: { repository: "registry.k8s.io/csi-secrets-store/driver-crds", tag: "v1.6.0" },
        registrar: { repository: "registry.k8s.io/sig-storage/csi-node-driver-registrar", tag: "v2.16.0" },
        livenessProbe: { repository: "registry.k8s.io/sig-storage/livenessprobe", tag: "v2.18.0" },
      },
      namespace: "kube-system",
      values: driverValues,
    },
    {
      // Source: aws/secrets-store-csi-driver-provider-aws, release notes of 3.1.1 and pull request 561; chart and image as
      // in a public cluster listing of 2026-06-11 (read 2026-11-20).
      name: "secrets-store-csi-driver-provider-aws",
      id: "aws-provider",
      repository: "https://aws.github.io/secrets-store-csi-driver-provider-aws",
      version: "3.1.1",
      images: {
        provider: {
          repository: "public.ecr.aws/aws-secrets-manager/secrets-store-csi-driver-provider-aws",
          tag: "3.1.1",
        },
      },
      namespace: "kube-system",
      values: awsProviderValues,
    },
  ],
  needs: () => ({
    services: [
      { service: "secretsmanager", why: "holds the values" },
      { service: "sts", why: "exchanges the model's service account for a role" },
    ],
  }),
});
