import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Fn, TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import { fromPart } from "../cause";
import { type AwsLocation, regionalArn } from "../../facts/aws";
import { ServiceRole } from "../service-role";
import { type IOidcProvider } from "../constructs/identity/irsa-trust";

/** Log group of the control plane. EKS sets the name. */
export const controlPlaneLogGroup = (clusterName: string): string => `/aws/eks/${clusterName}/cluster`;

/**
 * Arguments that only a creation has. EKS does not return them, so after an import the provider has its default and would
 * replace the cluster.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/eks/cluster.go, `ForceNew` and the
 *   read function (2026-11-23)
 */
const ONLY_AT_CREATION = [
  "access_config[0].bootstrap_cluster_creator_admin_permissions",
  "bootstrap_self_managed_addons",
];

export interface ClusterProps {
  readonly location: AwsLocation;
  readonly clusterName: string;
  readonly roleName: string;
  readonly kubernetesVersion: string;
  /** Private subnets in at least two zones. EKS does not move an existing cluster to other zones. */
  readonly subnetIds: readonly string[];
  /** Security group of the control plane's interfaces, in addition to the one that EKS creates. */
  readonly securityGroupId: string;
  /** Key for Kubernetes Secrets and the log group. */
  readonly kmsKeyArn: string;
  /** Types of logs of the control plane, as EKS names them. */
  readonly logTypes: readonly string[];
  /** In days; one of CloudWatch's retention periods. */
  readonly logRetentionDays: number;
  /** Range of the addresses of Services. Another one replaces the cluster. @default - EKS takes one */
  readonly serviceCidr: string | undefined;
  /** Ranges that can reach a public API endpoint. @default - no public endpoint */
  readonly publicAccessCidrs?: readonly string[];
}

/**
 * An EKS control plane with a private endpoint, secrets encrypted with a customer managed key, and
 * logs. Only named roles have access. It has no nodes and no add-ons.
 */
export class Cluster extends Construct {
  readonly arn: string;
  readonly clusterName: string;
  readonly endpoint: string;
  /** Base64-encoded. */
  readonly certificateAuthority: string;
  /** The security group that EKS creates. Fargate pods use it. */
  readonly securityGroupId: string;
  readonly oidc: IOidcProvider;

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    const role = new ServiceRole(this, "cluster", {
      location: props.location,
      roleName: props.roleName,
      description: `Control plane of ${props.clusterName}`,
      trust: {
        service: "eks.amazonaws.com",
        sourceArn: regionalArn(props.location, "eks", `cluster/${props.clusterName}`),
      },
      managedPolicies: { eks: "AmazonEKSClusterPolicy" },
    });
    // Created before the cluster: EKS would create it without retention and key.
    const logs = new CloudwatchLogGroup(this, "control-plane", {
      name: controlPlaneLogGroup(props.clusterName),
      retentionInDays: props.logRetentionDays,
      kmsKeyId: props.kmsKeyArn,
    });
    fromPart(logs, ["cluster", "logRetentionDays"]);
    const { publicAccessCidrs = [], serviceCidr } = props;
    const cluster = new EksCluster(this, "main", {
      name: props.clusterName,
      version: props.kubernetesVersion,
      roleArn: role.arn,
      enabledClusterLogTypes: [...props.logTypes].sort(),
      bootstrapSelfManagedAddons: false,
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      // Extended support costs six times as much, so EKS upgrades the control plane instead.
      upgradePolicy: { supportType: "STANDARD" },
      encryptionConfig: { resources: ["secrets"], provider: { keyArn: props.kmsKeyArn } },
      ...(serviceCidr === undefined ? {} : { kubernetesNetworkConfig: { serviceIpv4Cidr: serviceCidr } }),
      vpcConfig: {
        subnetIds: [...props.subnetIds],
        securityGroupIds: [props.securityGroupId],
        endpointPrivateAccess: true,
        // Set explicitly, because the provider's default is true.
        endpointPublicAccess: publicAccessCidrs.length > 0,
        ...(publicAccessCidrs.length > 0 ? { publicAccessCidrs: [...publicAccessCidrs] } : {}),
      },
      dependsOn: [...role.ready, logs],
      lifecycle: { ignoreChanges: ONLY_AT_CREATION },
    });
    this.arn = cluster.arn;
    this.clusterName = cluster.name;
    this.endpoint = cluster.endpoint;
    this.certificateAuthority = cluster.certificateAuthority.get(0).data;
    this.securityGroupId = cluster.vpcConfig.clusterSecurityGroupId;
    this.oidc = this.identityProvider(cluster);
  }

  /** Lets IAM trust the cluster's service accounts. It needs no thumbprint: IAM trusts the issuer's certificate authority. */
  private identityProvider(cluster: EksCluster): IOidcProvider {
    const url = cluster.identity.get(0).oidc.get(0).issuer;
    const provider = new IamOpenidConnectProvider(this, "irsa", { url, clientIdList: ["sts.amazonaws.com"] });
    // A local value: the quotes of a function call would make the policies that use it invalid JSON.
    const issuer = new TerraformLocal(this, "oidc_issuer", Fn.replace(url, "https://", ""));
    return { arn: provider.arn, issuer: issuer.asString };
  }
}
