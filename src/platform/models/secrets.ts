import { type CustomResource } from "../constructs/custom-resources/custom-resource";

/** A secret in Secrets Manager. */
export interface ModelSecret {
  readonly name: string;
  /** Customer managed key that encrypts it. @default - the AWS managed key `aws/secretsmanager` */
  readonly kmsKeyArn?: string;
}

export interface SecretFilesInput {
  readonly name: string;
  readonly namespace: string;
  readonly region: string;
  readonly secrets: readonly ModelSecret[];
}

/**
 * Secrets that the Secrets Store CSI driver fetches with the pod's own role when a pod starts. Values go from
 * AWS to the pod's memory: they are never in Terraform or in a Kubernetes Secret.
 */
export function secretProviderClass({ name, namespace, region, secrets }: SecretFilesInput): CustomResource {
  const objects = secrets.map((secret) => ({ objectName: secret.name, objectType: "secretsmanager" }));
  return {
    apiVersion: "secrets-store.csi.x-k8s.io/v1",
    kind: "SecretProviderClass",
    metadata: { name, namespace },
    spec: {
      provider: "aws",
      parameters: {
        // Set explicitly: otherwise the provider asks the Kubernetes API for the region of the node.
        region,
        // The provider requires a list as YAML text; JSON is valid YAML.
        objects: JSON.stringify(objects),
      },
    },
  };
}
