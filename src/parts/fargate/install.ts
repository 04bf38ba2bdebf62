import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EksFargateProfile } from "@cdktf/provider-aws/lib/eks-fargate-profile";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { modelPorts } from "../../environment/model-ports";
import { fromPart } from "../../platform/cause";
import { ServiceRole } from "../../platform/service-role";
import { regionalArn } from "../../facts/aws";
import { policyDocument } from "../../facts/iam";
import { type Hosts, type Install } from "../../platform/install";
import { fargateLogGroupName } from "./component";
import { type Carrier, fargatePaths } from "./paths";

/** Runs the pods of the models' namespace on Fargate, and stores the logs of their log router. */
export const install: Install = {
  cluster: (stack, host) => {
    createProfile(new Construct(stack, "fargate"), host);
    createRules(new Construct(stack, "FargateRules"), host);
    const value = fargateLogGroupName(host.environment.names.cluster);
    return { fargate_log_group: { value, description: "Log group of Fargate pods" } };
  },
};

function createProfile(scope: Construct, host: Hosts["cluster"]): void {
  const { location, clusterName, environment } = host;
  const { config, names } = environment;
  const logs = new CloudwatchLogGroup(scope, "Logs", {
    name: fargateLogGroupName(names.cluster),
    retentionInDays: config.cluster.logRetentionDays,
    kmsKeyId: host.kmsKeyArn,
  });
  const role = new ServiceRole(scope, "PodExecution", {
    location,
    roleName: `${names.prefix}-fargate-pods`,
    description: "Pulls images and ships logs for pods on Fargate",
    trust: {
      service: "eks-fargate-pods.amazonaws.com",
      sourceArn: regionalArn(location, "eks", `fargateprofile/${clusterName}/*`),
    },
    managedPolicies: { "pod-execution": "AmazonEKSFargatePodExecutionRolePolicy" },
  });
  const write = new IamRolePolicy(scope, "WriteLogs", {
    name: "write-logs",
    role: role.roleName,
    policy: policyDocument([
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        Resource: [logs.arn, `${logs.arn}:*`],
      },
    ]),
  });
  new EksFargateProfile(scope, "Resource", {
    clusterName,
    fargateProfileName: config.namespace,
    podExecutionRoleArn: role.arn,
    // A change of the subnets replaces the profile and all its pods.
    subnetIds: [...host.subnetIds],
    selector: [{ namespace: config.namespace }],
    dependsOn: [...role.ready, write],
  });
}

/** Rules for both ends of each path. The cluster's own group needs no egress rules: EKS lets it send anywhere. */
function createRules(
  scope: Construct,
  { environment, network, clusterSecurityGroupId }: Hosts["cluster"],
): void {
  const groups: Readonly<Record<Carrier, string>> = {
    cluster: clusterSecurityGroupId,
    alb: network.text("alb_security_group_id"),
    nodes: network.text("eks_nodes_security_group_id"),
    endpoints: network.text("vpc_endpoints_security_group_id"),
  };
  const ofModels = modelPorts(environment.config);
  const { interfaces, hub } = environment.config.network.endpoints;
  const ports = {
    modelPorts: ofModels.all,
    hasLoadBalancer: environment.config.entry.type !== "none",
    scrapedPorts: ofModels.scraped,
    hasInterfaceEndpoints: interfaces && hub === undefined,
  };
  for (const { from, to, port, protocol, description, isOfModel } of fargatePaths(ports)) {
    const part = isOfModel ? ofModels.keyOfPort(port) : ["cluster"];
    const traffic = { ipProtocol: protocol, fromPort: port, toPort: port, description };
    const ending = protocol === "udp" ? `${port}-udp` : `${port}`;
    if (from !== "cluster") {
      const name = `${from}-to-${to}-${ending}`;
      const rule = new VpcSecurityGroupEgressRule(scope, name, {
        securityGroupId: groups[from],
        referencedSecurityGroupId: groups[to],
        ...traffic,
        tags: { Name: name },
      });
      fromPart(rule, part);
    }
    const name = `${to}-from-${from}-${ending}`;
    const rule = new VpcSecurityGroupIngressRule(scope, name, {
      securityGroupId: groups[to],
      referencedSecurityGroupId: groups[from],
      ...traffic,
      tags: { Name: name },
    });
    fromPart(rule, part);
  }
}
