import { DataAwsLbHostedZoneId } from "@cdktf/provider-aws/lib/data-aws-lb-hosted-zone-id";
import { type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type AwsLocation } from "../../facts/aws";
import { type PolicyStatement } from "../../facts/iam";
import { IrsaRole } from "../../platform/irsa-role";
import { type Environment } from "../../environment/environment";
import { rangesOf } from "../../environment/zones";
import { ingressOf } from "../../platform/alb-ingress";
import { type Hosts, type Install } from "../../platform/install";
import { partSettings } from "../../platform/part-settings";
import { LOG_IN_NAME, PROXY_PORT, proxyLabels, proxyName, proxySelector } from "./names";
import { type LogInProgram, programsWithLogIn } from "./programs-of";
import { proxyArguments, SECRET_FILES } from "./resources/arguments";
import { Proxy } from "./resources/proxy";
import { type LogInSettings } from "./settings";
import { portOf } from "../private-host";
import { mountedPassword } from "../mounted-password-install";
import { rulesToServers } from "../private-servers-install";
import { throughService } from "../../platform/permissions";
import { pulledImage } from "../../platform/part-images";
import { programNamespace } from "../../platform/model-namespace";
import { type PodTraffic, DNS_RULE, type TrafficRule } from "../../platform/pod-traffic";
import { ProgramPolicies } from "../../platform/network-policies";
import { type INamespace } from "../../platform/namespace";

/** The way to the provider, a role for each proxy, the proxies, and their Ingresses of the load balancer of the models. */
export const install: Install = {
  network: (stack, host) => {
    rulesToServers(new Construct(stack, LOG_IN_NAME), host, {
      part: LOG_IN_NAME,
      name: "nodes-to-log-in",
      description: "identity provider of the log-in",
    });
    return {};
  },
  cluster: (stack, { environment, location, oidc }) => {
    const scope = new Construct(stack, LOG_IN_NAME);
    const given = settingsOf(environment);
    return Object.fromEntries(
      programsWithLogIn(given).map(({ id, title }) => [
        outputOf(id),
        {
          value: new IrsaRole(scope, id, {
            roleName: `${environment.names.prefix}-${proxyName(id)}`,
            description: `Lets the log-in of ${title} read its secret`,
            oidc,
            serviceAccount: { namespace: LOG_IN_NAME, name: proxyName(id) },
            statements: secretStatements(location, given),
          }).arn,
          description: `Role of the log-in of ${title}`,
        },
      ]),
    );
  },
  platform: (stack, host) => {
    const { environment, network } = host;
    const { entry } = environment.config;
    // The rules of the file refuse another one.
    if (entry.type !== "ingress") return {};
    const models = ingressOf(environment, network, entry);
    const scope = new Construct(stack, LOG_IN_NAME);
    const programs = programsWithLogIn(settingsOf(environment));
    const namespace = programNamespace(scope, {
      name: LOG_IN_NAME,
      kubernetesVersion: environment.config.cluster.version,
      quota: quotaFor(programs),
      readinessGates: true,
    });
    const policies = new ProgramPolicies(scope, "Policies", {
      namespace,
      programs: programs.map((program) => trafficOf(environment, program)),
    });
    const zone = new DataAwsLbHostedZoneId(scope, "alb", { loadBalancerType: "application" });
    const records = Object.fromEntries(
      programs.map((program) => [
        program.id,
        {
          name: program.host,
          type: "A",
          alias_target: proxyOf(scope, host, { program, namespace, models, after: policies.resources }),
          alias_zone_id: zone.id,
        },
      ]),
    );
    return {
      log_in_dns_records: {
        value: records,
        description: "Records to make, so that browsers find the pages of programs",
      },
    };
  },
};

/** Two pods of each proxy, a third during a rollout, and as many that end. */
const quotaFor = (programs: readonly LogInProgram[]) => ({
  pods: String(6 * programs.length),
  "requests.nvidia.com/gpu": "0",
  "services.loadbalancers": "0",
  "services.nodeports": "0",
});

function trafficOf(environment: Environment, { id, server }: LogInProgram): PodTraffic {
  const { issuer, privateHost } = settingsOf(environment);
  const inRanges = (cidrs: readonly string[], port: number): TrafficRule => ({
    peers: cidrs.map((cidr) => ({ cidr })),
    ports: [port],
  });
  return {
    name: proxyName(id),
    pods: proxySelector(id),
    labels: proxyLabels(id),
    ingress: [inRanges(rangesOf(environment).loadBalancer, PROXY_PORT)],
    egress: [DNS_RULE, server, inRanges(privateHost.cidrs, portOf(issuer))],
  };
}

/** The certificate of the models stays the default of their load balancer. */
const AFTER_MODELS = 1;

interface ProxyPlace {
  readonly program: LogInProgram;
  readonly namespace: INamespace;
  /** Settings of the load balancer of the models. */
  readonly models: ReturnType<typeof ingressOf>;
  readonly after: readonly ITerraformDependable[];
}

/** Creates a proxy with its secret, and returns the name of its load balancer. */
function proxyOf(
  scope: Construct,
  host: Hosts["platform"],
  { program, namespace, models, after }: ProxyPlace,
): string {
  const { environment, cluster, release } = host;
  const { id } = program;
  const { issuer, clientId, privateHost, secretArn, certificateArn } = settingsOf(environment);
  const own = new Construct(scope, id);
  const secret = mountedPassword(own, "Secret", host, {
    namespace,
    releaseName: `${proxyName(id)}-secret`,
    name: proxyName(id),
    secretArn,
    file: "log-in",
    fields: SECRET_FILES,
  });
  return new Proxy(own, "Proxy", {
    program: id,
    name: proxyName(id),
    namespace,
    image: pulledImage(environment, LOG_IN_NAME, "proxy"),
    args: proxyArguments({
      ...program,
      issuer,
      clientId,
      loadBalancerCidrs: rangesOf(environment).loadBalancer,
    }),
    annotations: {
      "private-eks-inference/issuer-cidrs": privateHost.cidrs.join(","),
      "private-eks-inference/issuer-resolved-by": privateHost.resolvedBy,
    },
    roleArn: cluster.text(outputOf(id)),
    page: {
      ...models,
      hosts: [program.host],
      certificateArn,
      order: AFTER_MODELS,
      // It creates the load balancer and removes its rules.
      after: [release("aws-load-balancer-controller")],
    },
    after: [...after, secret.release],
  }).loadBalancerHost;
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

const OUTPUTS = {
  mlflow: "log_in_mlflow_role_arn",
  "kubeflow-pipelines": "log_in_kubeflow_pipelines_role_arn",
  grafana: "log_in_grafana_role_arn",
  "argo-cd": "log_in_argo_cd_role_arn",
} as const;

const outputOf = <Id extends LogInProgram["id"]>(id: Id): (typeof OUTPUTS)[Id] => OUTPUTS[id];

const settingsOf = ({ config }: Environment): LogInSettings =>
  partSettings(config, LOG_IN_NAME) as LogInSettings;
