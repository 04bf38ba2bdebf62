import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import { RoleV1 } from "@cdktf/provider-kubernetes/lib/role-v1";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { AwsLocation } from "../../facts/aws";
import { IrsaRole } from "../irsa-role";
import type { PermissionOfFile } from "../../facts/permissions";
import { modelStatements } from "../permissions";
import type { ModelSecret } from "./secrets";
import { modelLabels } from "./labels";
import { type ModelBucket } from "./model-bucket";
import { type INamespace } from "../namespace";
import { type IOidcProvider } from "../constructs/identity/irsa-trust";

/** Identity of a model's pods, in AWS and in Kubernetes. */
export interface IdentityProps {
  readonly name: string;
  readonly namespace: INamespace;
  readonly location: AwsLocation;
  readonly oidc: IOidcProvider;
  /** Name of the IAM role. */
  readonly roleName: string;
  /** Bucket and prefix of the model's files. */
  readonly bucket: ModelBucket;
  /** Secrets that the pods can read. @default - none */
  readonly secrets?: readonly ModelSecret[];
  /** Further statements of the role. @default - none */
  readonly permissions?: readonly PermissionOfFile[];
  /** Lets the pods read the model's own ConfigMap. @default false */
  readonly kubernetesApi?: boolean;
}

/** A service account for one model, with an IAM role that reads the model's files and secrets. */
export class ModelIdentity extends Construct {
  readonly serviceAccount: ServiceAccountV1;

  constructor(scope: Construct, id: string, props: IdentityProps) {
    super(scope, id);
    const { name, namespace, location, secrets = [], permissions = [] } = props;
    const role = new IrsaRole(this, "AwsRole", {
      roleName: props.roleName,
      description: `Reads the files and secrets of ${name}`,
      oidc: props.oidc,
      serviceAccount: { namespace: namespace.name, name },
      statements: modelStatements(location, props.bucket, secrets, permissions),
    });
    this.serviceAccount = new ServiceAccountV1(this, "Account", {
      metadata: {
        name,
        namespace: namespace.name,
        labels: modelLabels(name),
        annotations: {
          "eks.amazonaws.com/role-arn": role.arn,
          // The global endpoint is unreachable from a network without internet access, and older SDKs still use it.
          "eks.amazonaws.com/sts-regional-endpoints": "true",
        },
      },
      // EKS projects a separate token for AWS into the pod.
      automountServiceAccountToken: false,
      // Includes the role's policy: a pod that starts before it cannot load its model.
      dependsOn: [namespace.resource, ...role.node.findAll().filter(TerraformResource.isTerraformResource)],
    });
    if (props.kubernetesApi) this.admitToOwnConfig(name, namespace);
  }

  private admitToOwnConfig(name: string, namespace: INamespace): void {
    const metadata = { name, namespace: namespace.name, labels: modelLabels(name) };
    const role = new RoleV1(this, "Role", {
      metadata,
      rule: [{ apiGroups: [""], resources: ["configmaps"], resourceNames: [name], verbs: ["get"] }],
      dependsOn: [namespace.resource],
    });
    new RoleBindingV1(this, "RoleBinding", {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name },
      subject: [{ kind: "ServiceAccount", name, namespace: namespace.name }],
      dependsOn: [role, this.serviceAccount],
    });
  }
}
