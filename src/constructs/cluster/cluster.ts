import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Fn, TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import type { IOidcProvider } from "../../stack-outputs/cluster";
import { type AwsLocation, regionalArn } from "../../core/aws";
import { ServiceRole, trustFor } from "./service-role";

/** Log group of the control plane; the name is EKS's own. */
export const controlPlaneLogGroup = (clusterName: string): string => `/aws/eks/${clusterName}/cluster`;

/** Every kind of log that the control plane writes (EKS user guide, "control-plane-logs", read 2026-11-20). */
const CONTROL_PLANE_LOGS = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

export interface ClusterProps {
  readonly location: AwsLocation;
  readonly clusterName: string;
  /** Start of the names of IAM roles. */
  readonly namePrefix: string;
  readonly kubernetesVersion: string;
  /** Private subnets in two zones or more. EKS refuses to move a cluster to other zones later. */
  readonly subnetIds: readonly string[];
  /** Group of the control plane's interfaces, beside the one that EKS makes. */
  readonly securityGroupId: string;
  /** Key for Kubernetes secrets and the log group. */
  readonly kmsKeyArn: string;
  /** Days; one of CloudWatch's retention periods. */
  readonly logRetentionDays: number;
  /** Ranges that may reach a public API endpoint. @default - there is no public endpoint */
  readonly publicAccessCidrs?: readonly string[];
}

/**
 * An EKS control plane: private endpoint, secrets encrypted by our key, all logs kept, and nobody let in who is
 * not named. It comes without nodes and add-ons.
 */
export class Cluster extends Construct {
  readonly clusterName: string;
  readonly endpoint: string;
  /** Base64. */
  readonly certificateAuthority: string;
  /** The group that EKS makes, which Fargate pods carry. */
  readonly securityGroupId: string;
  readonly oidc: IOidcProvider;

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    const role = new ServiceRole(this, "cluster", {
      location: props.location,
      roleName: `${props.namePrefix}-cluster`,
      description: `Control plane of ${props.clusterName}`,
      trust: trustFor(
        "eks.amazonaws.com",
        regionalArn(props.location, "eks", `cluster/${props.clusterName}`),
      ),
      managedPolicies: { eks: "AmazonEKSClusterPolicy" },
    });
    // Made first: EKS would make it without retention and key.
    const logs = new CloudwatchLogGroup(this, "control-plane", {
      name: controlPlaneLogGroup(props.clusterName),
      retentionInDays: props.logRetentionDays,
      kmsKeyId: props.kmsKeyArn,
    });
    const { publicAccessCidrs = [] } = props;
    const cluster = new EksCluster(this, "main", {
      name: props.clusterName,
      version: props.kubernetesVersion,
      roleArn: role.arn,
      enabledClusterLogTypes: CONTROL_PLANE_LOGS,
      bootstrapSelfManagedAddons: false,
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      // Extended support costs six times as much: the control plane is upgraded instead.
      upgradePolicy: { supportType: "STANDARD" },
      encryptionConfig: { resources: ["secrets"], provider: { keyArn: props.kmsKeyArn } },
      vpcConfig: {
        subnetIds: [...props.subnetIds],
        securityGroupIds: [props.securityGroupId],
        endpointPrivateAccess: true,
        // Written, because the provider's default is true.
        endpointPublicAccess: publicAccessCidrs.length > 0,
        ...(publicAccessCidrs.length > 0 ? { publicAccessCidrs: [...publicAccessCidrs] } : {}),
      },
      dependsOn: [...role.ready, logs],
    });
    this.clusterName = cluster.name;
    this.endpoint = cluster.endpoint;
    this.certificateAuthority = cluster.certificateAuthority.get(0).data;
    this.securityGroupId = cluster.vpcConfig.clusterSecurityGroupId;
    this.oidc = this.identityProvider(cluster);
  }

  /** Lets IAM trust the cluster's service accounts. No thumbprint: IAM knows the issuer's authority. */
  private identityProvider(cluster: EksCluster): IOidcProvider {
    const url = cluster.identity.get(0).oidc.get(0).issuer;
    const provider = new IamOpenidConnectProvider(this, "irsa", { url, clientIdList: ["sts.amazonaws.com"] });
    // By a local: the quotes of a function call would keep the policies that name it from being read as JSON.
    const issuer = new TerraformLocal(this, "oidc_issuer", Fn.replace(url, "https://", ""));
    return { arn: provider.arn, issuer: issuer.asString };
  }
}
