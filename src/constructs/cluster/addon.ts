import { DataAwsEksAddonVersion } from "@cdktf/provider-aws/lib/data-aws-eks-addon-version";
import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import { type ITerraformDependable, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { AddonName } from "../../catalog/addons";
import type { IrsaRole } from "../identity/irsa-role";

/** What every add-on of a cluster is told. */
export interface AddonHost {
  readonly clusterName: string;
  readonly kubernetesVersion: string;
  /** Builds by add-on. One without is looked up at plan: the build that EKS installs by default. */
  readonly addonVersions: Partial<Record<AddonName, string>>;
}

export interface AddonProps extends AddonHost {
  /** Role of the add-on's service account. @default - the add-on calls no AWS service */
  readonly role?: IrsaRole;
  /** Settings, as the add-on's own schema has them. @default - the add-on's defaults */
  readonly configuration?: object;
  /** What must stand before it. @default - nothing but the cluster */
  readonly after?: readonly ITerraformDependable[];
}

/** An EKS add-on; its images come from the region's EKS registry, so it needs no internet. */
export class Addon extends Construct {
  readonly resource: EksAddon;

  constructor(scope: Construct, name: AddonName, props: AddonProps) {
    super(scope, name);
    const { clusterName, role, configuration, after = [] } = props;
    // Pods that start before their role may do anything would only fail and retry.
    const grants = role ? role.node.findAll().filter(TerraformResource.isTerraformResource) : [];
    const dependsOn = [...after, ...grants];
    this.resource = new EksAddon(this, "Resource", {
      clusterName,
      addonName: name,
      addonVersion: props.addonVersions[name] ?? this.defaultVersion(name, props.kubernetesVersion),
      // What stands here wins over what somebody changed by hand: network policy and prefixes rely on it.
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
      ...(role ? { serviceAccountRoleArn: role.arn } : {}),
      ...(configuration ? { configurationValues: JSON.stringify(configuration) } : {}),
      ...(dependsOn.length > 0 ? { dependsOn } : {}),
    });
  }

  private defaultVersion(addonName: AddonName, kubernetesVersion: string): string {
    return new DataAwsEksAddonVersion(this, "Default", { addonName, kubernetesVersion }).version;
  }
}
