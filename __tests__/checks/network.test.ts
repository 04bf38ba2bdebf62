import { NETWORK_CHECKS } from "../../src/checks/network/checks";
import { enabledComponents } from "../../src/config/components";
import { runningComponents } from "../../src/analysis/components";
import { type EnvironmentPlan } from "../../src/terraform-json/environment-plan";
import { type Editable, altered, environmentPlan } from "../support/altered";
import { ENVIRONMENTS, configWith } from "../support/environments";
import { type Edit, TODAY } from "../support/findings";
import { planWith } from "../support/changed-plans";
import { type Plan } from "../support/plan";
import { planOf } from "../support/reference-plans";

interface Shown {
  readonly check: string;
  readonly severity: string;
  readonly address: string;
  readonly message: string;
}

function findings(plan: EnvironmentPlan): Shown[] {
  return NETWORK_CHECKS.flatMap(({ id, severity, run }) =>
    run(plan, { today: TODAY, others: [] }).map(({ address, message }) => ({
      check: id,
      severity,
      address,
      message,
    })),
  );
}

const errors = (plan: EnvironmentPlan): Shown[] =>
  findings(plan).filter(({ severity }) => severity === "error");

const known = new Map<Plan, ReadonlySet<string>>();

/** What is found after an edit and was not before. */
function newFindings(from: string | Plan, edit: Edit): Shown[] {
  const plan = typeof from === "string" ? planOf(from) : from;
  const before =
    known.get(plan) ?? new Set(findings(environmentPlan(plan)).map((each) => JSON.stringify(each)));
  known.set(plan, before);
  return findings(altered(plan, edit)).filter((each) => !before.has(JSON.stringify(each)));
}

/** Warnings that are right: what to do about each stands in its fix. */
const WARNINGS: Readonly<Record<string, readonly string[]>> = {
  "retail-forecast-option-b": ["s3-endpoint-policy-wide aws_vpc_endpoint.s3"],
};

describe("what is emitted", () => {
  test.each(ENVIRONMENTS)("%s: everything that is needed is reachable, and nothing else", (environment) => {
    const found = findings(environmentPlan(planOf(environment)));
    expect(found.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(found.map(({ check, address }) => `${check} ${address}`)).toEqual(WARNINGS[environment] ?? []);
  });

  test.each([
    ["network ACLs without NAT", "retail-forecast", { network: { networkAcls: true } }],
    [
      "network ACLs with a NAT in each zone",
      "retail-forecast",
      { network: { egress: "nat-per-az", networkAcls: true } },
    ],
    ["one NAT", "retail-forecast", { network: { egress: "single-nat" } }],
    ["endpoints open to the VPC", "retail-forecast", { network: { endpoints: { admitVpcCidr: true } } }],
    [
      "an internal ALB with clients elsewhere",
      "retail-forecast",
      { network: { networkAcls: true }, entry: { scheme: "internal", clientCidrs: ["172.20.0.0/16"] } },
    ],
    ["clients of one public range", "retail-forecast", { entry: { clientCidrs: ["203.0.113.0/24"] } }],
    ["plain HTTP", "retail-forecast", { entry: { httpOnly: true, certificateArn: null } }],
    [
      "a third zone beside a cluster in two",
      "retail-forecast",
      {
        cluster: { zones: ["a", "b"] },
        network: { zones: ["a", "b", "c"], publicSubnets: { cidrs: null }, privateSubnets: { cidrs: null } },
      },
    ],
    [
      "an operator's security group",
      "retail-forecast",
      { cluster: { apiAccess: { cidrs: [], securityGroupIds: ["sg-0123456789abcdef0"] } } },
    ],
    [
      "metrics, secrets and the Kubernetes API",
      "retail-forecast",
      {
        prometheusRelease: "kps",
        models: [
          {
            name: "api",
            image: { tag: "1" },
            metricsPath: "/metrics",
            secrets: ["a/b"],
            kubernetesApi: true,
          },
        ],
      },
    ],
    [
      "metrics of models on Fargate",
      "mlapp",
      {
        prometheusRelease: "kps",
        models: [{ name: "api", image: { tag: "1" }, port: 8501, metricsPath: "/metrics" }],
      },
    ],
    ["models on nodes", "mlapp", { cluster: { fargate: false } }],
    ["an NLB before Fargate", "mlapp", { entry: { type: "nlb", scheme: "internal" } }],
    [
      "two container ports, one below 1024",
      "ml-inference-prod",
      {
        models: [
          { name: "a", image: { tag: "1" }, port: 80 },
          { name: "b", image: { tag: "1" }, port: 9000 },
        ],
      },
    ],
    ["an internal ALB of Terraform", "retail-forecast-option-b", { entry: { scheme: "internal" } }],
  ])("nothing is missing with %s", (_, environment, change) => {
    expect(errors(environmentPlan(planWith(environment, change)))).toEqual([]);
  });

  test.each(ENVIRONMENTS)("%s: what runs is read off the JSON as the file says", (environment) => {
    const components = runningComponents(environmentPlan(planOf(environment)));
    expect(components.length).toBeGreaterThan(4);
    expect(components).toEqual(enabledComponents(configWith(environment)));
  });
});

const ingress = (network: Editable): Editable => network["resource"].aws_vpc_security_group_ingress_rule;
const egress = (network: Editable): Editable => network["resource"].aws_vpc_security_group_egress_rule;
const endpoints = (network: Editable): Editable => network["resource"].aws_vpc_endpoint;
const policy = (models: Editable, name: string): Editable =>
  models["resource"].kubernetes_network_policy_v1[name].spec;

/** Statements of the S3 endpoint's policy: image layers, packages, model files. */
function editS3Policy(network: Editable, edit: (statements: Editable) => void): void {
  const document = JSON.parse(endpoints(network)["s3"].policy) as Editable;
  edit(document["Statement"]);
  endpoints(network)["s3"].policy = JSON.stringify(document);
}

/** Each case: the check that has to fire, at which address and with which words, after what was done where. */
const FIRES: readonly (readonly [
  check: string,
  address: string,
  words: string,
  done: string,
  environment: string,
  edit: Edit,
])[] = [
  [
    "nodes-reach-api",
    "aws_security_group.nodes",
    "no egress rule to aws_security_group.control_plane",
    "nodes may not send to the API",
    "retail-forecast",
    ({ network }) => delete egress(network)["nodes_to_control_plane_443"],
  ],
  [
    "nodes-reach-api",
    "aws_security_group.control_plane",
    "no ingress rule from aws_security_group.nodes",
    "the API does not admit nodes",
    "ml-inference-prod",
    ({ network }) => delete ingress(network)["control_plane_from_nodes_443"],
  ],
  [
    "nodes-reach-api",
    "aws_security_group.nodes",
    "to the group that EKS makes",
    "a control plane carries no group of its own",
    "retail-forecast",
    ({ cluster }) => delete cluster.resource.aws_eks_cluster.main.vpc_config.security_group_ids,
  ],
  [
    "api-reaches-nodes",
    "aws_security_group.nodes",
    "TCP 9443",
    "a webhook's port is closed",
    "retail-forecast",
    ({ network }) => delete ingress(network)["nodes_from_control_plane_9443"],
  ],
  [
    "api-reaches-nodes",
    "aws_security_group.nodes",
    "TCP 10250",
    "a rule has the wrong protocol",
    "retail-forecast",
    ({ network }) => {
      ingress(network)["nodes_from_control_plane_10250"].ip_protocol = "udp";
    },
  ],
  [
    "pods-reach-each-other",
    "aws_security_group.nodes",
    "every port",
    "nodes admit each other on one port only",
    "retail-forecast",
    ({ network }) =>
      Object.assign(ingress(network)["nodes_from_self_all"], {
        ip_protocol: "tcp",
        from_port: 53,
        to_port: 53,
      }),
  ],
  [
    "pods-reach-each-other",
    "aws_security_group.nodes",
    "UDP 53",
    "Fargate pods cannot ask CoreDNS",
    "mlapp",
    ({ cluster }) => delete ingress(cluster)["nodes_from_cluster_53_udp"],
  ],
  [
    "workloads-reach-endpoints",
    "aws_security_group.endpoints",
    "no ingress rule from aws_security_group.nodes",
    "endpoints do not admit nodes",
    "retail-forecast",
    ({ network }) => delete ingress(network)["endpoints_from_nodes_443"],
  ],
  [
    "workloads-reach-endpoints",
    "aws_security_group.endpoints",
    "Fargate pods",
    "endpoints do not admit Fargate pods",
    "mlapp",
    ({ cluster }) => delete ingress(cluster)["endpoints_from_cluster_443"],
  ],
  [
    "workloads-reach-endpoints",
    "data.aws_security_group.endpoints",
    "no ingress rule from data.aws_security_group.nodes",
    "a rule of a found group is not declared",
    "retail-forecast-console",
    ({ network }) => delete network.data.aws_security_group.endpoints.lifecycle,
  ],
  [
    "workloads-reach-s3",
    "aws_security_group.nodes",
    "the prefix list of S3",
    "nodes may not send to S3",
    "retail-forecast",
    ({ network }) => delete egress(network)["nodes_to_s3_443"],
  ],
  [
    "workloads-reach-s3",
    "aws_security_group.nodes",
    "the prefix list of S3",
    "the prefix list is another service's",
    "retail-forecast",
    ({ network }) => {
      egress(network)["nodes_to_s3_443"].prefix_list_id = "${aws_vpc_endpoint.sts.prefix_list_id}";
    },
  ],
  [
    "workloads-reach-internet",
    "aws_route_table.private",
    "no route to 0.0.0.0/0 by NAT",
    "the route to NAT is gone",
    "mlapp",
    ({ network }) => delete network.resource.aws_route.private_internet_main,
  ],
  [
    "workloads-reach-internet",
    "aws_security_group.nodes",
    "public.ecr.aws",
    "nodes may not send to the internet",
    "ml-inference-prod",
    ({ network }) => delete egress(network)["nodes_to_internet_443"],
  ],
  [
    "load-balancer-reaches-pods",
    "aws_security_group.alb",
    "TCP 8080",
    "the load balancer may not send to pods",
    "retail-forecast",
    ({ network }) => delete egress(network)["alb_to_nodes_8080"],
  ],
  [
    "load-balancer-reaches-pods",
    "aws_eks_cluster.main",
    "the group that EKS makes",
    "Fargate pods do not admit the load balancer",
    "mlapp",
    ({ cluster }) => delete ingress(cluster)["cluster_from_alb_8501"],
  ],
  [
    "load-balancer-reaches-pods",
    "aws_security_group.alb",
    "TCP 8081",
    "the container's port moved alone",
    "retail-forecast-option-b",
    ({ models }) => {
      models.resource.kubernetes_deployment_v1.retail_forecast_api.spec.template.spec.container[0].port[0].container_port = 8081;
    },
  ],
  [
    "clients-reach-load-balancer",
    "kubernetes_ingress_v1.models",
    "listens on 443",
    "a listener's port is closed",
    "retail-forecast",
    ({ network }) => delete ingress(network)["alb_from_internet_443"],
  ],
  [
    "clients-reach-load-balancer",
    "kubernetes_ingress_v1.models",
    "no range of the internet",
    "a public load balancer admits a private range alone",
    "retail-forecast",
    ({ network }) => {
      ingress(network)["alb_from_internet_443"].cidr_ipv4 = "10.0.0.0/8";
    },
  ],
  [
    "clients-reach-load-balancer",
    "aws_lb.demo",
    "no route to an internet gateway",
    "public subnets lead nowhere",
    "retail-forecast-option-b",
    ({ network }) => delete network.resource.aws_route.public_internet,
  ],
  [
    "clients-reach-load-balancer",
    "data.aws_lb.demo",
    "listens on 80",
    "a found load balancer admits nobody",
    "retail-forecast-console",
    ({ network }) => network.data.aws_security_group.alb.lifecycle.postcondition.shift(),
  ],
  [
    "operators-reach-api",
    "aws_eks_cluster.main",
    "no rule admits an operator",
    "no operator is admitted",
    "retail-forecast",
    ({ network }) => delete ingress(network)["control_plane_from_10_20_0_0_24_443"],
  ],
  [
    "flow-has-own-rule",
    "aws_security_group.control_plane",
    "pass only by the group that EKS makes",
    "the control plane's own group does not say what it calls",
    "retail-forecast",
    ({ network }) => delete egress(network)["control_plane_to_nodes_10250"],
  ],
  [
    "flow-has-own-rule",
    "aws_security_group.nodes",
    "pass only by aws_vpc_security_group_egress_rule.nodes_to_internet_443",
    "endpoints are reached by the rule for the internet",
    "mlapp",
    ({ network }) => delete egress(network)["nodes_to_endpoints_443"],
  ],
  [
    "rule-unused",
    "aws_vpc_security_group_ingress_rule.more",
    "TCP 22",
    "a rule is added",
    "retail-forecast",
    ({ network }) => {
      ingress(network)["more"] = { ...ingress(network)["nodes_from_alb_8080"], from_port: 22, to_port: 22 };
    },
  ],
  [
    "rule-unused",
    "aws_security_group_rule.more",
    "TCP 22",
    "a rule of the old kind is added",
    "retail-forecast",
    ({ network }) => {
      network.resource.aws_security_group_rule = {
        more: {
          type: "ingress",
          security_group_id: "${aws_security_group.nodes.id}",
          cidr_blocks: ["10.0.0.0/16"],
          protocol: "tcp",
          from_port: 22,
          to_port: 22,
        },
      };
    },
  ],
  [
    "rule-unused",
    "data.aws_security_group.nodes",
    "TCP 8081",
    "a declared rule is for nobody",
    "retail-forecast-console",
    ({ network }) => {
      const [first] = network.data.aws_security_group.nodes.lifecycle.postcondition;
      network.data.aws_security_group.nodes.lifecycle.postcondition.push({
        ...first,
        condition: first.condition.replaceAll("8080", "8081"),
      });
    },
  ],
  [
    "rule-too-wide",
    "aws_vpc_security_group_ingress_rule.nodes_from_alb_8080",
    "TCP 8080-9000",
    "a range of ports is opened",
    "retail-forecast",
    ({ network }) => {
      ingress(network)["nodes_from_alb_8080"].to_port = 9000;
    },
  ],
  [
    "rule-too-wide",
    "aws_vpc_security_group_ingress_rule.endpoints_from_nodes_443",
    "every protocol and port",
    "every port is opened",
    "retail-forecast",
    ({ network }) => {
      ingress(network)["endpoints_from_nodes_443"].ip_protocol = "-1";
    },
  ],
  [
    "rule-too-wide",
    "aws_vpc_security_group_egress_rule.nodes_to_s3_443",
    "the prefix list of S3",
    "S3 is reached by a rule for everything",
    "retail-forecast",
    ({ network }) => {
      delete egress(network)["nodes_to_s3_443"].prefix_list_id;
      egress(network)["nodes_to_s3_443"].cidr_ipv4 = "0.0.0.0/0";
    },
  ],
  [
    "internet-ingress",
    "aws_vpc_security_group_ingress_rule.nodes_from_alb_8080",
    "0.0.0.0/0",
    "pods admit everyone",
    "retail-forecast",
    ({ network }) => {
      delete ingress(network)["nodes_from_alb_8080"].referenced_security_group_id;
      ingress(network)["nodes_from_alb_8080"].cidr_ipv4 = "0.0.0.0/0";
    },
  ],
  [
    "internet-ingress",
    "aws_security_group.nodes",
    "::/0",
    "a group has a rule inside it",
    "retail-forecast",
    ({ network }) => {
      network.resource.aws_security_group.nodes.ingress = [
        { protocol: "tcp", from_port: 22, to_port: 22, ipv6_cidr_blocks: ["::/0"] },
      ];
    },
  ],
  [
    "internet-ingress",
    "aws_vpc_security_group_ingress_rule.alb_from_10_0_0_0_8_80",
    "0.0.0.0/0",
    "an internal load balancer admits everyone",
    "ml-inference-prod",
    ({ network }) => {
      ingress(network)["alb_from_10_0_0_0_8_80"].cidr_ipv4 = "0.0.0.0/0";
    },
  ],
  [
    "internet-ingress",
    "aws_vpc_security_group_ingress_rule.alb_from_internet_80",
    "0.0.0.0/0",
    "a public load balancer admits more than its listener",
    "retail-forecast",
    ({ network }) => {
      ingress(network)["alb_from_internet_80"].to_port = 90;
    },
  ],
  [
    "private-subnet-isolated",
    "aws_subnet.private_a",
    "aws_route.public_internet leads to the internet",
    "a private subnet uses the public table",
    "retail-forecast",
    ({ network }) => {
      network.resource.aws_route_table_association.private_a.route_table_id = "${aws_route_table.public.id}";
    },
  ],
  [
    "private-subnet-isolated",
    "aws_subnet.public_a",
    "leads to the internet",
    "an endpoint stands in a public subnet",
    "retail-forecast",
    ({ network }) => {
      endpoints(network)["sts"].subnet_ids[0] = "${aws_subnet.public_a.id}";
    },
  ],
  [
    "private-subnet-isolated",
    "data.aws_subnet.private_a",
    "not known",
    "nobody verifies where a found table leads",
    "retail-forecast-console",
    ({ network }) => delete network.data.aws_route_table.private_a.lifecycle,
  ],
  [
    "private-subnet-isolated",
    "data.aws_subnet.private_a",
    "not known",
    "nobody verifies that a found table has no internet gateway",
    "retail-forecast-console",
    ({ network }) => network.data.aws_route_table.private_a.lifecycle.postcondition.shift(),
  ],
  [
    "endpoint-missing",
    "aws_vpc_endpoint.sts",
    "models: exchange their service account for a role",
    "an endpoint is gone",
    "retail-forecast",
    ({ network }) => delete endpoints(network)["sts"],
  ],
  [
    "endpoint-missing",
    "aws_vpc_endpoint.ecr_api",
    "authorizes image pulls",
    "an endpoint is of another region",
    "retail-forecast",
    ({ network }) => {
      endpoints(network)["ecr_api"].service_name = "com.amazonaws.eu-west-1.ecr.api";
    },
  ],
  [
    "endpoint-missing",
    "aws_vpc_endpoint.logs",
    "CloudWatch observability",
    "a found endpoint is not declared",
    "retail-forecast-console",
    ({ network }) => delete network.data.aws_vpc_endpoint.logs,
  ],
  [
    "endpoint-by-nat",
    "aws_vpc_endpoint.sts",
    "leave the VPC by NAT",
    "an endpoint is gone where NAT leads out",
    "mlapp",
    ({ network }) => delete endpoints(network)["sts"],
  ],
  [
    "endpoint-usable",
    "aws_vpc_endpoint.sts",
    "no private DNS",
    "private DNS is off",
    "retail-forecast",
    ({ network }) => {
      endpoints(network)["sts"].private_dns_enabled = false;
    },
  ],
  [
    "endpoint-usable",
    "aws_vpc_endpoint.sts",
    "no address in ap-southeast-1b",
    "an endpoint has no address in a zone",
    "retail-forecast",
    ({ network }) => endpoints(network)["sts"].subnet_ids.pop(),
  ],
  [
    "endpoint-usable",
    "aws_vpc_endpoint.sts",
    "a group of something else",
    "an endpoint carries the nodes' group",
    "retail-forecast",
    ({ network }) => {
      endpoints(network)["sts"].security_group_ids = ["${aws_security_group.nodes.id}"];
    },
  ],
  [
    "endpoint-usable",
    "data.aws_vpc_endpoint.sts",
    "no private DNS",
    "private DNS of a found endpoint is not verified",
    "retail-forecast-console",
    ({ network }) => network.data.aws_vpc_endpoint.sts.lifecycle.postcondition.shift(),
  ],
  [
    "endpoint-without-caller",
    "aws_vpc_endpoint.logs",
    "18.98 USD a month in 2 zones",
    "nobody ships logs any more",
    "retail-forecast",
    ({ cluster }) => delete cluster.resource.aws_eks_addon.amazon_cloudwatch_observability,
  ],
  [
    "endpoint-without-caller",
    "aws_vpc_endpoint.kms",
    "its price in eu-north-1 is not known",
    "an endpoint is added in a region without a price",
    "retail-forecast",
    (layers) => {
      for (const layer of Object.values(layers)) layer.provider.aws[0].region = "eu-north-1";
      endpoints(layers.network)["kms"] = {
        ...endpoints(layers.network)["sts"],
        service_name: "com.amazonaws.eu-north-1.kms",
      };
    },
  ],
  [
    "s3-endpoint-routes",
    "aws_vpc_endpoint.s3",
    "not in aws_route_table.private_b",
    "a table lacks the gateway",
    "ml-inference-prod",
    ({ network }) => endpoints(network)["s3"].route_table_ids.pop(),
  ],
  [
    "s3-endpoint-routes",
    "aws_vpc_endpoint.s3",
    "aws_route_table.public",
    "a public table has the gateway",
    "mlapp",
    ({ network }) => endpoints(network)["s3"].route_table_ids.push("${aws_route_table.public.id}"),
  ],
  [
    "s3-endpoint-policy",
    "aws_vpc_endpoint.s3",
    "prod-us-east-1-starport-layer-bucket",
    "image layers are refused",
    "mlapp",
    ({ network }) => editS3Policy(network, (statements) => statements["shift"]()),
  ],
  [
    "s3-endpoint-policy",
    "aws_vpc_endpoint.s3",
    "al2023-repos-us-east-1-de612dc2",
    "packages are for one account alone",
    "mlapp",
    ({ network }) =>
      editS3Policy(network, ({ 1: packages }) => {
        packages["Condition"] = { StringEquals: { "aws:PrincipalAccount": "333344445555" } };
      }),
  ],
  [
    "s3-endpoint-policy",
    "aws_vpc_endpoint.s3",
    "s3:ListBucket on arn:aws:s3:::mlapp-model-registry",
    "models may not list",
    "mlapp",
    ({ network }) =>
      editS3Policy(network, ({ 2: files }) => {
        files["Action"] = "s3:GetObject";
      }),
  ],
  [
    "s3-endpoint-policy",
    "aws_vpc_endpoint.s3",
    "mlapp-model-registry/model-service/*",
    "the account is another one",
    "mlapp",
    ({ network }) =>
      editS3Policy(network, ({ 2: files }) => {
        files["Condition"].StringEquals["aws:PrincipalAccount"] = "111122223333";
      }),
  ],
  [
    "s3-endpoint-policy-wide",
    "aws_vpc_endpoint.s3",
    "everyone's credentials",
    "the model bucket is for every account",
    "mlapp",
    ({ network }) => editS3Policy(network, ({ 2: files }) => delete files["Condition"]),
  ],
  [
    "s3-endpoint-policy-wide",
    "aws_vpc_endpoint.s3",
    "s3:PutObject",
    "writing is let through",
    "mlapp",
    ({ network }) => editS3Policy(network, ({ 2: files }) => files["Action"].push("s3:PutObject")),
  ],
  [
    "s3-endpoint-policy-wide",
    "aws_vpc_endpoint.s3",
    "arn:aws:s3:::other/*",
    "another bucket is let through",
    "mlapp",
    ({ network }) => editS3Policy(network, ({ 2: files }) => files["Resource"].push("arn:aws:s3:::other/*")),
  ],
  [
    "s3-endpoint-policy-wide",
    "aws_vpc_endpoint.s3",
    "no policy",
    "the policy is gone",
    "mlapp",
    ({ network }) => delete endpoints(network)["s3"].policy,
  ],
  [
    "network-acl-paths",
    "aws_network_acl.private",
    "ingress of TCP 1024-65535 from 0.0.0.0/0",
    "answers are refused",
    "ml-inference-prod",
    ({ network }) => delete network.resource.aws_network_acl_rule.private_ingress_400,
  ],
  [
    "network-acl-paths",
    "aws_network_acl.private",
    "ingress of TCP 443 from 10.64.0.0/16",
    "an entry denies before another allows",
    "ml-inference-prod",
    ({ network }) => {
      network.resource.aws_network_acl_rule.deny = {
        ...network.resource.aws_network_acl_rule.private_ingress_200,
        rule_action: "deny",
        rule_number: 1,
      };
    },
  ],
  [
    "network-acl-paths",
    "aws_network_acl_rule.private_egress_200",
    "number 100",
    "two entries have one number",
    "ml-inference-prod",
    ({ network }) => {
      network.resource.aws_network_acl_rule.private_egress_200.rule_number = 100;
    },
  ],
  [
    "network-acl-wide",
    "aws_network_acl_rule.private_ingress_200",
    "admits ports 22-443",
    "an entry admits more ports",
    "ml-inference-prod",
    ({ network }) => {
      network.resource.aws_network_acl_rule.private_ingress_200.from_port = 22;
    },
  ],
  [
    "network-acl-wide",
    "aws_network_acl_rule.private_ingress_300",
    "more addresses",
    "an entry admits more addresses",
    "ml-inference-prod",
    ({ network }) => {
      network.resource.aws_network_acl_rule.private_ingress_300.cidr_block = "0.0.0.0/0";
    },
  ],
  [
    "network-acl-wide",
    "aws_subnet.private_b",
    "no network ACL",
    "a subnet has no ACL",
    "ml-inference-prod",
    ({ network }) => network.resource.aws_network_acl.private.subnet_ids.pop(),
  ],
  [
    "network-policy-paths",
    "kubernetes_network_policy_v1.retail_forecast_api",
    "ingress on TCP 8080 from 10.0.1.0/24",
    "the load balancer's subnets are not admitted",
    "retail-forecast",
    ({ models }) => {
      policy(models, "retail_forecast_api")["ingress"] = [];
    },
  ],
  [
    "network-policy-paths",
    "kubernetes_network_policy_v1.retail_forecast_api",
    "UDP 53",
    "names cannot be asked by UDP",
    "retail-forecast",
    ({ models }) => policy(models, "retail_forecast_api")["egress"][0].ports.shift(),
  ],
  [
    "network-policy-paths",
    "kubernetes_network_policy_v1.retail_forecast_api",
    "the ranges of S3",
    "S3 is not admitted",
    "retail-forecast",
    ({ models }) => policy(models, "retail_forecast_api")["egress"].pop(),
  ],
  [
    "network-policy-paths",
    "kubernetes_network_policy_v1.ml_inference_api",
    "the Kubernetes API",
    "the Kubernetes API is not admitted",
    "ml-inference-prod",
    ({ models }) => policy(models, "ml_inference_api")["egress"].splice(2, 1),
  ],
  [
    "network-policy-paths",
    "kubernetes_deployment_v1.retail_forecast_api",
    "TCP 443",
    "the policy selects other pods",
    "retail-forecast",
    ({ models }) => {
      policy(models, "retail_forecast_api")["pod_selector"].match_labels["app.kubernetes.io/name"] = "other";
    },
  ],
  [
    "network-policy-paths",
    "kubernetes_network_policy_v1.ml_inference_api",
    "from 10.0.0.0/8",
    "the NLB keeps the addresses of its clients",
    "ml-inference-prod",
    ({ models }) => {
      const { annotations } = models.resource.kubernetes_service_v1.ml_inference_api_nlb.metadata;
      annotations["service.beta.kubernetes.io/aws-load-balancer-target-group-attributes"] =
        "preserve_client_ip.enabled=true";
    },
  ],
  [
    "network-policy-wide",
    "kubernetes_network_policy_v1.retail_forecast_api",
    "10.0.0.0/16, which is wider than needed",
    "a policy admits the whole VPC",
    "retail-forecast",
    ({ models }) => {
      policy(models, "retail_forecast_api")["ingress"][0].from[0].ip_block.cidr = "10.0.0.0/16";
    },
  ],
  [
    "network-policy-wide",
    "kubernetes_network_policy_v1.retail_forecast_api",
    "TCP 22, which nothing needs",
    "a policy admits another port",
    "retail-forecast",
    ({ models }) => policy(models, "retail_forecast_api")["ingress"][0].ports.push({ port: "22" }),
  ],
  [
    "network-policy-wide",
    "kubernetes_network_policy_v1.retail_forecast_api",
    "wider than needed",
    "DNS pods of any namespace are admitted",
    "retail-forecast",
    ({ models }) => {
      policy(models, "retail_forecast_api")["egress"][0].to[0].namespace_selector = {};
    },
  ],
  [
    "network-policy-wide",
    "kubernetes_network_policy_v1.retail_forecast_api",
    "opens every pod",
    "a model's policy selects every pod",
    "retail-forecast",
    ({ models }) => {
      policy(models, "retail_forecast_api")["pod_selector"] = {};
    },
  ],
  [
    "load-balancer-placement",
    "kubernetes_ingress_v1.models",
    "names no security group",
    "an Ingress names no group",
    "retail-forecast",
    ({ models }) =>
      delete models.resource.kubernetes_ingress_v1.models.metadata.annotations[
        "alb.ingress.kubernetes.io/security-groups"
      ],
  ],
  [
    "load-balancer-placement",
    "aws_lb.demo",
    "sends to no pods",
    "no pods join the target group",
    "retail-forecast-option-b",
    ({ models }) => delete models.resource.helm_release,
  ],
  [
    "nat-path",
    "aws_nat_gateway.main",
    "aws_subnet.private_a has no route",
    "a NAT gateway stands in a private subnet",
    "mlapp",
    ({ network }) => {
      network.resource.aws_nat_gateway.main.subnet_id = "${aws_subnet.private_a.id}";
    },
  ],
  [
    "nat-path",
    "aws_nat_gateway.b",
    "another gateway's",
    "two gateways share an address",
    "ml-inference-prod",
    ({ network }) => {
      network.resource.aws_nat_gateway.b.allocation_id = "${aws_eip.nat_a.allocation_id}";
    },
  ],
  [
    "nat-without-caller",
    "aws_route.more",
    "nothing that runs there needs the internet",
    "a private network gets a default route",
    "retail-forecast",
    ({ network }) => {
      network.resource.aws_nat_gateway = { more: { subnet_id: "${aws_subnet.public_a.id}" } };
      network.resource.aws_route.more = {
        route_table_id: "${aws_route_table.private.id}",
        destination_cidr_block: "0.0.0.0/0",
        nat_gateway_id: "${aws_nat_gateway.more.id}",
      };
    },
  ],
  [
    "nat-in-zone",
    "aws_subnet.private_b",
    "goes by the NAT gateway in ap-southeast-2a",
    "a subnet goes by another zone's gateway",
    "ml-inference-prod",
    ({ network }) => {
      network.resource.aws_route.private_internet_b.nat_gateway_id = "${aws_nat_gateway.a.id}";
    },
  ],
  [
    "vpc-settings",
    "aws_vpc.main",
    "enable_dns_hostnames",
    "names of endpoints do not resolve",
    "retail-forecast",
    ({ network }) => {
      network.resource.aws_vpc.main.enable_dns_hostnames = false;
    },
  ],
  [
    "vpc-settings",
    "data.aws_vpc.main",
    "enable_dns_support",
    "nobody verifies that a found VPC resolves names",
    "retail-forecast-console",
    ({ network }) => network.data.aws_vpc.main.lifecycle.postcondition.splice(1, 1),
  ],
  [
    "one-vpc",
    "aws_vpc_endpoint.sts",
    "stands in vpc-0123",
    "an endpoint is in another VPC",
    "retail-forecast",
    ({ network }) => {
      endpoints(network)["sts"].vpc_id = "vpc-0123";
    },
  ],
  [
    "found-once",
    "data.aws_subnets.private_a",
    "not narrowed to the VPC",
    "a search looks into every VPC",
    "retail-forecast-console",
    ({ network }) => delete network.data.aws_subnets.private_a.filter,
  ],
  [
    "found-once",
    "data.aws_security_groups.nodes",
    "its rules are not read",
    "the rules of a group are not read",
    "retail-forecast-console",
    ({ network }) => network.data.aws_vpc_security_group_rules.rules.filter[0].values.splice(1, 1),
  ],
  [
    "found-once",
    "data.aws_security_group.nodes",
    "by rules that nobody declared",
    "nobody verifies that a found group admits no more of the internet than was declared",
    "retail-forecast-console",
    ({ network }) => network.data.aws_security_group.nodes.lifecycle.postcondition.pop(),
  ],
  [
    "subnet-ranges",
    "aws_subnet.private_b",
    "overlaps aws_subnet.private_a",
    "two subnets overlap",
    "retail-forecast",
    ({ network }) => {
      network.resource.aws_subnet.private_b.cidr_block = "10.0.101.128/25";
    },
  ],
  [
    "subnet-ranges",
    "aws_subnet.private_b",
    "outside the VPC",
    "a subnet lies elsewhere",
    "retail-forecast",
    ({ network }) => {
      network.resource.aws_subnet.private_b.cidr_block = "10.1.0.0/24";
    },
  ],
  [
    "two-zones",
    "aws_eks_cluster.main",
    "ap-southeast-1a alone",
    "all private subnets are in one zone",
    "retail-forecast",
    ({ network }) => {
      network.resource.aws_subnet.private_b.availability_zone = "ap-southeast-1a";
    },
  ],
];

describe("what is broken is named", () => {
  test.each(FIRES)("%s at %s (%s): %s", (check, address, words, _, environment, edit) => {
    const found = newFindings(environment, edit).filter(
      (each) => each.check === check && each.address === address,
    );
    expect(found.map(({ message }) => message)).toContainEqual(expect.stringContaining(words));
  });

  test("every check has a case that fires", () => {
    expect(NETWORK_CHECKS.map(({ id }) => id).filter((id) => !FIRES.some(([check]) => check === id))).toEqual(
      [],
    );
  });
});

/** Types of which every single one is needed. */
const NEEDED =
  /^(aws_vpc_endpoint|aws_route|aws_route_table_association|aws_nat_gateway|aws_network_acl_rule|aws_vpc_security_group_(in|e)gress_rule|aws_subnet|kubernetes_network_policy_v1|data\.aws_vpc_endpoint|data\.aws_(subnet|security_group|route_table)s?)$/;

/** What can go without harm: another entry, rule or policy does the same. */
const SPARE: readonly string[] = [
  // The range of the NLB's clients holds that of the operators.
  "ml-inference-prod aws_network_acl_rule.private_egress_200",
  // Nothing stands in the public subnets but NAT gateways, whose other entries are enough.
  "ml-inference-prod aws_network_acl_rule.public_egress_100",
  "ml-inference-prod aws_network_acl_rule.public_ingress_100",
];

/** Warned about already: their end is what the warning asks for. */
const isWarnedAbout = (environment: string, address: string): boolean =>
  (WARNINGS[environment] ?? []).some((warning) => warning === `rule-unused ${address}`);

describe("nothing goes missing unnoticed", () => {
  test.each(ENVIRONMENTS)(
    "%s: each removed endpoint, route, association, rule, entry and policy is named",
    (environment) => {
      const removable = environmentPlan(planOf(environment)).all.filter(
        ({ address, type }) =>
          NEEDED.test(address.startsWith("data.") ? `data.${type}` : type) &&
          !isWarnedAbout(environment, address),
      );
      expect(removable.length).toBeGreaterThan(15);
      const unnoticed = removable.filter(({ layer, address, type, name }) => {
        const section = address.startsWith("data.") ? "data" : "resource";
        return (
          newFindings(environment, (layers) => Reflect.deleteProperty(layers[layer][section][type], name))
            .length === 0
        );
      });
      // The policy that closes a namespace is the subject of another check.
      const names = unnoticed
        .map(({ address }) => `${environment} ${address}`)
        .filter((name) => !name.endsWith("default_deny"));
      expect(names).toEqual(SPARE.filter((name) => name.startsWith(`${environment} `)));
    },
  );

  test.each(["mlapp", "ml-inference-prod", "retail-forecast-console"])(
    "%s: no check fails on resources that say nothing, or something odd",
    (environment) => {
      const { all } = environmentPlan(planOf(environment));
      const types = new Set(all.map(({ type }) => type));
      expect(types.size).toBeGreaterThan(20);
      for (const odd of [{}, null, { vpc_id: 7, spec: [null], metadata: "x", filter: [1] }]) {
        for (const oddType of types) {
          const plan = altered(environment, (layers) => {
            for (const { layer, address, type, name } of all.filter((each) => each.type === oddType)) {
              layers[layer][address.startsWith("data.") ? "data" : "resource"][type][name] = odd;
            }
          });
          expect(() => findings(plan)).not.toThrow();
        }
      }
    },
  );
});
