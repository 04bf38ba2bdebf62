import type { Construct } from "constructs";
import { CustomResources } from "../constructs/custom-resources/custom-resources";
import type { INamespace } from "../constructs/namespace/namespace";
import { type PlatformHost } from "./install";

/** Releases that mount secrets. */
const DRIVER = ["secrets-store-csi-driver", "secrets-store-csi-driver-provider-aws"];

export interface MountedPasswordProps {
  readonly namespace: INamespace;
  /** Name of the Helm release, at most 53 characters. */
  readonly releaseName: string;
  /** Name of the SecretProviderClass, which a volume of the pods names. */
  readonly name: string;
  readonly secretArn: string;
  /** File with the whole secret, a JSON object. */
  readonly file: string;
  /** File with its password alone. @default - none */
  readonly passwordFile?: string;
}

/** A SecretProviderClass, with which pods mount the secret of a database as files. RDS chooses the name of the secret. */
export function mountedPassword(
  scope: Construct,
  id: string,
  { location, release }: PlatformHost,
  { namespace, releaseName, name, secretArn, file, passwordFile }: MountedPasswordProps,
): CustomResources {
  return new CustomResources(scope, id, {
    releaseName,
    namespace: namespace.name,
    resources: [
      {
        apiVersion: "secrets-store.csi.x-k8s.io/v1",
        kind: "SecretProviderClass",
        metadata: { name, namespace: namespace.name },
        spec: {
          provider: "aws",
          parameters: {
            region: location.region,
            objects: JSON.stringify([
              {
                objectName: secretArn,
                objectType: "secretsmanager",
                objectAlias: file,
                ...(passwordFile === undefined
                  ? {}
                  : { jmesPath: [{ path: "password", objectAlias: passwordFile }] }),
              },
            ]),
          },
        },
      },
    ],
    dependsOn: [namespace.resource, ...DRIVER.map((each) => release(each))],
  });
}
