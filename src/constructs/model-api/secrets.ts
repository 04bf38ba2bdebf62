import type { CustomResource } from "../custom-resources/custom-resources";

/** Where a pod finds its secrets: one file each, named like the secret with `_` for `/`. */
export const SECRETS_PATH = "/mnt/secrets";

export interface SecretFilesInput {
  readonly name: string;
  readonly namespace: string;
  readonly region: string;
  /** Names in Secrets Manager. */
  readonly secrets: readonly string[];
}

/**
 * What the Secrets Store CSI driver fetches with the pod's own role when a pod starts. The values go from AWS
 * to the pod's memory: neither Terraform nor a Kubernetes Secret ever holds them.
 */
export function secretProviderClass({ name, namespace, region, secrets }: SecretFilesInput): CustomResource {
  const objects = secrets.map((objectName) => ({ objectName, objectType: "secretsmanager" }));
  return {
    apiVersion: "secrets-store.csi.x-k8s.io/v1",
    kind: "SecretProviderClass",
    metadata: { name, namespace },
    spec: {
      provider: "aws",
      parameters: {
        // Named, because the provider would otherwise ask the Kubernetes API for the node's.
        region,
        // The provider wants a list as YAML text, which JSON is.
        objects: JSON.stringify(objects),
      },
    },
  };
}
