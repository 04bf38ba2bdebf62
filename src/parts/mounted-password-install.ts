import { type Construct } from "constructs";
import { CustomResources } from "../platform/custom-resources";
import { type Hosts } from "../platform/install";
import { type INamespace } from "../platform/namespace";

/** Releases that mount secrets. */
const DRIVER = ["secrets-store-csi-driver", "secrets-store-csi-driver-provider-aws"];

interface MountedPasswordProps {
  readonly namespace: INamespace;
  /** Name of the Helm release, at most 53 characters. */
  readonly releaseName: string;
  /** Name of the SecretProviderClass, which a volume of the pods names. */
  readonly name: string;
  readonly secretArn: string;
  /** File with the whole secret, a JSON object. */
  readonly file: string;
  /** Files with one field of it, by the field. @default - none */
  readonly fields?: Readonly<Record<string, string>>;
}

/** A SecretProviderClass, with which pods mount a secret as files. */
export function mountedPassword(
  scope: Construct,
  id: string,
  { location, release }: Hosts["platform"],
  { namespace, releaseName, name, secretArn, file, fields }: MountedPasswordProps,
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
                ...(fields === undefined
                  ? {}
                  : {
                      jmesPath: Object.entries(fields).map(([path, objectAlias]) => ({ path, objectAlias })),
                    }),
              },
            ]),
          },
        },
      },
    ],
    dependsOn: [namespace.resource, ...DRIVER.map((each) => release(each))],
  });
}
