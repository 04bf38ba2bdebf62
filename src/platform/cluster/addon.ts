import { DataAwsEksAddonVersion } from "@cdktf/provider-aws/lib/data-aws-eks-addon-version";
import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import { type ITerraformDependable, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { IrsaRole } from "../irsa-role";

export interface AddonProps {
  readonly clusterName: string;
  readonly kubernetesVersion: string;
  /** @default - the version that EKS installs by default, read at plan */
  readonly addonVersion?: string;
  /** Role of the add-on's service account. @default - none; the add-on calls no AWS service */
  readonly role?: IrsaRole;
  /** Settings in the add-on's own schema. @default - the add-on's defaults */
  readonly configuration?: object;
  /** Resources that are created before it. @default - none but the cluster */
  readonly after?: readonly ITerraformDependable[];
}

/** An EKS add-on. Its images come from EKS's registry in the region, so it needs no internet access. */
export class Addon extends Construct {
  readonly resource: EksAddon;

  constructor(scope: Construct, name: string, props: AddonProps) {
    super(scope, name);
    const { clusterName, role, configuration, after = [] } = props;
    // Pods that start before their role has its permissions fail and retry.
    const grants = role ? role.node.findAll().filter(TerraformResource.isTerraformResource) : [];
    const dependsOn = [...after, ...grants];
    this.resource = new EksAddon(this, "Resource", {
      clusterName,
      addonName: name,
      addonVersion: props.addonVersion ?? this.defaultVersion(name, props.kubernetesVersion),
      // These settings overwrite manual changes: network policies and prefix delegation depend on them.
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
      ...(role ? { serviceAccountRoleArn: role.arn } : {}),
      ...(configuration ? { configurationValues: JSON.stringify(configuration) } : {}),
      ...(dependsOn.length > 0 ? { dependsOn } : {}),
    });
  }

  private defaultVersion(addonName: string, kubernetesVersion: string): string {
    return new DataAwsEksAddonVersion(this, "Default", { addonName, kubernetesVersion }).version;
  }
}
