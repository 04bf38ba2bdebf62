import { IngressV1 } from "@cdktf/provider-kubernetes/lib/ingress-v1";
import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { type AwsLocation } from "../../../shared/aws/aws";
import { type PolicyStatement } from "../../../shared/aws/iam";
import { IrsaRole } from "../../constructs/identity/irsa-role";
import { throughService } from "../../constructs/identity/password-statements";
import { egressRule, ingressRule } from "../../constructs/namespace/traffic-rules";
import { albAnnotations } from "../../entry/ingress-annotations";
import { loadBalancerLogBucket } from "../../environment/access-logs";
import { portOf } from "../../environment/schema/private-host";
import { zonesOf } from "../../environment/zones";
import { DNS } from "../../names/pod-traffic";
import { pulledImage } from "../images";
import { type Install, type Installed, type PlatformHost } from "../install";
import { mountedPassword } from "../mounted-password-install";
import { partSettings } from "../part-settings";
import { LOG_IN, PROXY_PORT, proxyLabels, proxySelector } from "./names";
import { type LogInProgram, programsOf } from "./programs-of";
import { proxyArguments, SECRET_FILES } from "./resources/arguments";
import { Proxy } from "./resources/proxy";
import { type LogInSettings } from "./settings";

/** The way to the provider, a role for each proxy, the proxies, and their Ingresses of the load balancer of the models. */
export const install: Install = {
  network: (stack, { environment, network }) => {
    const { issuer, privateHost } = settingsOf(environment);
    const scope = new Construct(stack, LOG_IN);
    const port = portOf(issuer);
    for (const cidr of privateHost.cidrs) {
      const name = `nodes-to-log-in-${cidr}-${port}`;
      new VpcSecurityGroupEgressRule(scope, name, {
        securityGroupId: network.securityGroupIds.nodes,
        description: "identity provider of the log-in",
        cidrIpv4: cidr,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        tags: { Name: name },
      });
    }
    return {};
  },
  cluster: (stack, { environment, location, oidc }) => {
    const scope = new Construct(stack, LOG_IN);
    const given = settingsOf(environment);
    return Object.fromEntries(
      programsOf(given).map(({ id, title, namespace }): [string, Installed[string]] => [
        outputOf(id),
        {
          value: new IrsaRole(scope, id, {
            roleName: `${environment.names.prefix}-${nameOf(id)}`,
            description: `Lets the log-in of ${title} read its secret`,
            oidc,
            serviceAccount: { namespace, name: nameOf(id) },
            statements: secretStatements(location, given),
          }).arn,
          description: `Role of the log-in of ${title}`,
        },
      ]),
    );
  },
  platform: (stack, host) => {
    const scope = new Construct(stack, LOG_IN);
    for (const program of programsOf(settingsOf(host.environment))) proxyOf(scope, host, program);
    return {};
  },
  models: (stack, { environment, network }) => {
    const scope = new Construct(stack, LOG_IN);
    const { certificateArn, ...given } = settingsOf(environment);
    const { entry } = environment.config;
    const group = entry.type === "ingress" ? entry.name : "";
    const logBucket = loadBalancerLogBucket(environment);
    for (const { id, namespace, host } of programsOf({ certificateArn, ...given }))
      new IngressV1(scope, id, {
        metadata: {
          name: nameOf(id),
          namespace,
          labels: { ...proxyLabels(id) },
          annotations: {
            ...albAnnotations({
              subnets: Fn.join(",", network.list("private_workload_subnet_ids")),
              securityGroupId: network.text("alb_security_group_id"),
              group,
              certificateArn,
              ...(logBucket ? { logBucket } : {}),
            }),
          },
        },
        spec: {
          ingressClassName: "alb",
          rule: [
            {
              host,
              http: {
                path: [
                  {
                    path: "/",
                    pathType: "Prefix",
                    backend: { service: { name: nameOf(id), port: { number: 80 } } },
                  },
                ],
              },
            },
          ],
        },
      });
    return {};
  },
};

function proxyOf(scope: Construct, host: PlatformHost, program: LogInProgram): void {
  const { environment, cluster, namespaceResource } = host;
  const { id, namespace: namespaceName, server } = program;
  const { issuer, clientId, privateHost, secretArn } = settingsOf(environment);
  const name = nameOf(id);
  const namespace = { name: namespaceName, resource: namespaceResource(namespaceName) };
  const loadBalancerCidrs = zonesOf(environment).map(({ privateCidr }) => privateCidr);
  const own = new Construct(scope, id);
  const policy = new NetworkPolicyV1(own, "Policy", {
    metadata: { name, namespace: namespaceName, labels: { ...proxyLabels(id) } },
    spec: {
      podSelector: { matchLabels: { ...proxySelector(id) } },
      policyTypes: ["Ingress", "Egress"],
      ingress: [ingressRule({ peers: loadBalancerCidrs.map((cidr) => ({ cidr })), ports: [PROXY_PORT] })],
      egress: [
        egressRule(DNS),
        egressRule(server),
        egressRule({ peers: privateHost.cidrs.map((cidr) => ({ cidr })), ports: [portOf(issuer)] }),
      ],
    },
    dependsOn: [namespace.resource],
  });
  const secret = mountedPassword(own, "Secret", host, {
    namespace,
    releaseName: `${name}-secret`,
    name,
    secretArn,
    file: "log-in",
    fields: SECRET_FILES,
  });
  new Proxy(own, "Proxy", {
    program: id,
    name,
    namespace,
    image: pulledImage(environment, LOG_IN, "proxy"),
    args: proxyArguments({ ...program, issuer, clientId, loadBalancerCidrs }),
    annotations: {
      "private-eks-inference/issuer-cidrs": privateHost.cidrs.join(","),
      "private-eks-inference/issuer-resolved-by": privateHost.resolvedBy,
    },
    roleArn: cluster.text(outputOf(id)),
    after: [policy, secret.release],
  });
}

/** Permissions with which the driver reads the secret with the role of a proxy. */
const secretStatements = (
  location: AwsLocation,
  { secretArn, kmsKeyArn }: LogInSettings,
): PolicyStatement[] => [
  {
    Sid: "ReadSecret",
    Effect: "Allow",
    Action: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
    Resource: secretArn,
  },
  ...(kmsKeyArn === undefined
    ? []
    : [
        {
          Sid: "DecryptSecret",
          Effect: "Allow" as const,
          Action: "kms:Decrypt",
          Resource: kmsKeyArn,
          Condition: throughService(location, "secretsmanager"),
        },
      ]),
];

const nameOf = (id: string): string => `${id}-${LOG_IN}`;

const OUTPUTS = {
  mlflow: "log_in_mlflow_role_arn",
  "kubeflow-pipelines": "log_in_kubeflow_pipelines_role_arn",
  grafana: "log_in_grafana_role_arn",
} as const;

const outputOf = <Id extends LogInProgram["id"]>(id: Id): (typeof OUTPUTS)[Id] => OUTPUTS[id];

const settingsOf = ({ config }: PlatformHost["environment"]): LogInSettings =>
  partSettings(config, LOG_IN) as LogInSettings;
