import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { stringify } from "yaml";
import { synthesize } from "../../src/app";
import { HYGIENE_CHECKS } from "../../src/checks/hygiene/checks";
import { IDENTITY_CHECKS } from "../../src/checks/identity/checks";
import { PORTS_CHECKS } from "../../src/checks/ports/checks";
import { WORKLOAD_CHECKS } from "../../src/checks/workload/checks";
import { loadEnvironments } from "../../src/config/loader/load";
import { ConfigError } from "../../src/config/loader/problems";
import { rules } from "../../src/config/rules";
import { type EnvironmentConfig, environmentSchema } from "../../src/config/schema";
import { type EnvironmentPlan, groupByEnvironment } from "../../src/terraform-json/environment-plan";
import { readStacks } from "../../src/terraform-json/output";
import { inFolder } from "../config/loader/folder";
import { type Editable, altered, environmentPlan } from "../support/altered";
import { ENVIRONMENTS, configWith } from "../support/environments";
import { type Edit, found, newlyFound, places, put, within } from "../support/findings";
import { planWith } from "../support/changed-plans";
import { planOf } from "../support/reference-plans";

const ML = "ml-inference-prod";
const RETAIL = "retail-forecast";
const OPTION_B = "retail-forecast-option-b";
const noticed = (environment: string, edit: Edit): string[] => newlyFound(HYGIENE_CHECKS, environment, edit);
const idsOf = (findings: readonly string[]): string[] =>
  findings.map((finding) => finding.split(" ")[0] ?? "");

/** Findings that are right: warnings, and what the environment's file waives. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  [ML]: ["plain-http-entry kubernetes_service_v1.ml_inference_api_nlb"],
  [RETAIL]: [
    "public-subnet-addresses aws_subnet.public_a",
    "public-subnet-addresses aws_subnet.public_b",
    "public-entry-waf kubernetes_ingress_v1.models",
  ],
  "retail-forecast-console": ["plain-http-entry data.aws_lb_listener.http"],
  [OPTION_B]: ["public-subnet-addresses aws_subnet.public_a", "public-subnet-addresses aws_subnet.public_b"],
};

/** Check and address of each finding. */
const headsOf = (findings: readonly string[]): string[] =>
  findings.map((finding) => finding.split(":")[0] ?? "");

describe("what is emitted", () => {
  test.each(ENVIRONMENTS)(
    "%s: nothing is open, in the clear or unguarded that its file does not say",
    (environment) => {
      const findings = headsOf(found(HYGIENE_CHECKS, environmentPlan(planOf(environment))));
      expect(findings.sort()).toEqual([...(EXPECTED[environment] ?? [])].sort());
    },
  );

  test.each<readonly [string, string, object, readonly string[]]>([
    [
      "a public API for named ranges",
      "mlapp",
      { cluster: { apiAccess: { publicCidrs: ["203.0.113.0/24"] } } },
      [],
    ],
    ["a certificate of its own", "mlapp", { entry: { host: "api.mlapp.com" } }, []],
    [
      "no NAT",
      ML,
      { network: { egress: "none" } },
      ["plain-http-entry kubernetes_service_v1.ml_inference_api_nlb"],
    ],
    [
      "a switchable ALB without HTTPS",
      OPTION_B,
      {
        entry: {
          scheme: "internal",
          httpOnly: true,
          host: null,
          certificateArn: null,
          hostedZoneId: null,
          webAclArn: null,
        },
        network: { publicSubnets: { mapPublicIpOnLaunch: false } },
      },
      ["plain-http-entry aws_lb_listener.http"],
    ],
    [
      "a public Ingress and no web ACL",
      "mlapp",
      { entry: { webAclArn: null } },
      ["public-entry-waf kubernetes_ingress_v1.models"],
    ],
    [
      "a public ALB and no web ACL",
      OPTION_B,
      { entry: { webAclArn: null }, network: { publicSubnets: { mapPublicIpOnLaunch: false } } },
      ["public-entry-waf aws_lb.demo"],
    ],
    [
      "a public NLB",
      ML,
      { entry: { scheme: "internet-facing" } },
      [
        "public-entry-waf kubernetes_service_v1.ml_inference_api_nlb",
        "plain-http-entry kubernetes_service_v1.ml_inference_api_nlb",
      ],
    ],
    [
      "a name that looks like a secret",
      "mlapp",
      { models: [{ name: "api", image: { tag: "1" }, environment: { DB_PASSWORD: "changeit" } }] },
      ["secret-like-variables kubernetes_config_map_v1.api"],
    ],
  ])("an environment with %s is judged by what it emits", (_, environment, change, expected) => {
    expect(headsOf(found(HYGIENE_CHECKS, environmentPlan(planWith(environment, change))))).toEqual(expected);
  });
});

const config = (layers: Record<string, Editable>, layer: string, address: string): Editable => {
  const [type = "", name = ""] = address.split(".");
  return layers[layer]?.["resource"][type][name] as Editable;
};

/** Changes one resource. */
const at =
  (
    layer: "state" | "network" | "cluster" | "platform" | "models",
    address: string,
    edit: (config: Editable) => void,
  ): Edit =>
  (layers) => {
    edit(config(layers, layer, address));
  };

const CLUSTER = "aws_eks_cluster.main";
const TEMPLATE = "aws_launch_template.general";
const ALB = "alb.ingress.kubernetes.io/";
const annotation = (key: string, value: string | undefined): Edit =>
  at("models", "kubernetes_ingress_v1.models", ({ metadata }) => {
    if (value === undefined) Reflect.deleteProperty(metadata.annotations as object, ALB + key);
    else metadata.annotations[ALB + key] = value;
  });
const controller = (edit: (values: Editable) => void): Edit =>
  at("platform", "helm_release.load_balancer_controller", ({ values }) => {
    within(values, "0", edit);
  });
const add =
  (layer: "cluster" | "models", type: string, resource: object): Edit =>
  (layers) => {
    layers[layer].resource[type] = { ...layers[layer].resource[type], extra: resource };
  };

test.each<readonly [string, string, string, Edit]>([
  [
    "secrets-out-of-state",
    "a Secret in the state",
    ML,
    add("models", "kubernetes_secret_v1", { data: { key: "value" } }),
  ],
  [
    "secrets-out-of-state",
    "a password that Terraform makes",
    ML,
    add("cluster", "random_password", { length: 20 }),
  ],
  [
    "secrets-out-of-state",
    "a secret's value",
    ML,
    add("cluster", "aws_secretsmanager_secret_version", { secret_string: "x" }),
  ],
  [
    "secrets-out-of-state",
    "a write-only value that is a literal",
    ML,
    add("cluster", "aws_secretsmanager_secret_version", { secret_string_wo: "hunter2" }),
  ],
  [
    "secrets-out-of-state",
    "a write-only value of a variable that is kept",
    ML,
    (layers) => {
      layers.cluster.variable = { token: { type: "string", sensitive: true } };
      add("cluster", "aws_secretsmanager_secret_version", { secret_string_wo: "${var.token}" })(layers);
    },
  ],
  [
    "secrets-out-of-state",
    "a data source that reads a secret",
    ML,
    ({ cluster }) => (cluster.data.aws_secretsmanager_secret_version = { a: { secret_id: "x" } }),
  ],
  [
    "secrets-out-of-state",
    "an access key in a variable",
    ML,
    at(
      "models",
      "kubernetes_config_map_v1.ml_inference_api",
      ({ data }) => (data.LOG_LEVEL = `AKIA${"A".repeat(16)}`),
    ),
  ],
  [
    "secrets-out-of-state",
    "a private key in a variable",
    ML,
    at(
      "models",
      "kubernetes_config_map_v1.ml_inference_api",
      ({ data }) => (data.LOG_LEVEL = "-----BEGIN RSA PRIVATE KEY-----"),
    ),
  ],
  [
    "secrets-out-of-state",
    "a password in a URL",
    ML,
    at(
      "models",
      "kubernetes_config_map_v1.ml_inference_api",
      ({ data }) => (data.LOG_LEVEL = "postgres://app:secret@db/app"),
    ),
  ],
  [
    "cluster-secrets",
    "secrets in the clear",
    ML,
    at("cluster", CLUSTER, (each) => delete each["encryption_config"]),
  ],
  [
    "node-volumes",
    "a disk in the clear",
    ML,
    at("cluster", TEMPLATE, (each) => (each["block_device_mappings"][0].ebs.encrypted = "false")),
  ],
  [
    "node-volumes",
    "a root disk that the image decides",
    ML,
    at("cluster", TEMPLATE, (each) => (each["block_device_mappings"][0].device_name = "/dev/sdb")),
  ],
  [
    "private-buckets",
    "a bucket that may be public",
    ML,
    at(
      "state",
      "aws_s3_bucket_public_access_block.state_bucket",
      (each) => (each["block_public_policy"] = false),
    ),
  ],
  [
    "private-buckets",
    "a bucket without versions",
    ML,
    at(
      "cluster",
      "aws_s3_bucket_versioning.models",
      (each) => (each["versioning_configuration"].status = "Suspended"),
    ),
  ],
  [
    "private-buckets",
    "a bucket under S3's own key",
    ML,
    at(
      "cluster",
      "aws_s3_bucket_server_side_encryption_configuration.models",
      (each) => (each["rule"][0].apply_server_side_encryption_by_default.sse_algorithm = "AES256"),
    ),
  ],
  [
    "image-registry",
    "tags that move",
    ML,
    at(
      "cluster",
      "aws_ecr_repository.ml_inference_api",
      (each) => (each["image_tag_mutability"] = "MUTABLE"),
    ),
  ],
  [
    "image-registry",
    "images that stay for ever",
    ML,
    ({ cluster }) => delete cluster.resource.aws_ecr_lifecycle_policy,
  ],
  ["topic-encryption", "a topic in the clear", ML, add("cluster", "aws_sns_topic", { name: "alerts" })],
  [
    "log-groups",
    "logs in the clear",
    ML,
    at("cluster", "aws_cloudwatch_log_group.control_plane", (each) => delete each["kms_key_id"]),
  ],
  [
    "log-groups",
    "logs for ever",
    ML,
    at("cluster", "aws_cloudwatch_log_group.control_plane", (each) => delete each["retention_in_days"]),
  ],
  [
    "log-groups",
    "a log group that EKS makes",
    ML,
    ({ cluster }) => delete cluster.resource.aws_cloudwatch_log_group.control_plane,
  ],
  [
    "key-rotation",
    "a key that does not rotate",
    ML,
    at("cluster", "aws_kms_key.cluster", (each) => (each["enable_key_rotation"] = false)),
  ],
  [
    "key-rotation",
    "a key that is gone in a week",
    ML,
    at("cluster", "aws_kms_key.cluster", (each) => (each["deletion_window_in_days"] = 7)),
  ],
  [
    "destroy-protection",
    "a state that a destroy deletes",
    ML,
    at("state", "aws_s3_bucket.state_bucket", (each) => delete each["lifecycle"]),
  ],
  [
    "destroy-protection",
    "a key of model files that a destroy deletes",
    ML,
    at("cluster", "aws_kms_key.cluster", (each) => delete each["lifecycle"]),
  ],
  [
    "state-backend",
    "a state without a lock",
    ML,
    ({ models }) => delete models.terraform.backend.s3.use_lockfile,
  ],
  [
    "state-backend",
    "two layers in one place",
    ML,
    ({ models }) => (models.terraform.backend.s3.key = `${ML}/cluster/terraform.tfstate`),
  ],
  [
    "state-backend",
    "outputs that are read from elsewhere",
    ML,
    ({ models }) => (models.data.terraform_remote_state.cluster.config.bucket = "other"),
  ],
  [
    "state-backend",
    "a state in a bucket that nobody made",
    ML,
    ({ network }) => (network.terraform.backend.s3.bucket = "other"),
  ],
  ["provider-guards", "any account", ML, ({ cluster }) => delete cluster.provider.aws[0].allowed_account_ids],
  ["provider-guards", "another region", ML, ({ cluster }) => (cluster.provider.aws[0].region = "eu-west-1")],
  [
    "provider-guards",
    "no owner",
    ML,
    ({ cluster }) => delete cluster.provider.aws[0].default_tags[0].tags.owner,
  ],
  ["cluster-credentials", "a token", ML, ({ models }) => (models.provider.kubernetes[0].token = "x")],
  [
    "cluster-credentials",
    "another cluster's host",
    ML,
    ({ models }) => (models.provider.helm[0].kubernetes.host = "https://example.com"),
  ],
  [
    "version-ranges",
    "a provider of any version",
    ML,
    ({ models }) => (models.terraform.required_providers.aws.version = ">= 5.0"),
  ],
  [
    "version-ranges",
    "an older Terraform",
    ML,
    ({ models }) => (models.terraform.required_version = ">= 1.5"),
  ],
  [
    "cluster-endpoint",
    "a public API that nobody wrote down",
    ML,
    at("cluster", CLUSTER, ({ vpc_config }) => delete vpc_config.endpoint_public_access),
  ],
  [
    "cluster-endpoint",
    "a public API for everybody",
    ML,
    at("cluster", CLUSTER, ({ vpc_config }) =>
      Object.assign(vpc_config, { endpoint_public_access: true, public_access_cidrs: ["0.0.0.0/0"] }),
    ),
  ],
  [
    "cluster-logs",
    "no audit log",
    ML,
    at("cluster", CLUSTER, ({ enabled_cluster_log_types }) => enabled_cluster_log_types.splice(1, 1)),
  ],
  [
    "cluster-defaults",
    "extended support",
    ML,
    at("cluster", CLUSTER, (each) => delete each["upgrade_policy"]),
  ],
  [
    "addon-settings",
    "settings by hand that win",
    ML,
    at("cluster", "aws_eks_addon.coredns", (each) => (each["resolve_conflicts_on_update"] = "PRESERVE")),
  ],
  [
    "addon-settings",
    "traces that have no way out",
    ML,
    at(
      "cluster",
      "aws_eks_addon.amazon_cloudwatch_observability",
      (each) => delete each["configuration_values"],
    ),
  ],
  [
    "instance-metadata",
    "IMDSv1",
    ML,
    at("cluster", TEMPLATE, ({ metadata_options }) => (metadata_options.http_tokens = "optional")),
  ],
  [
    "instance-metadata",
    "pods that reach the node's credentials",
    ML,
    at("cluster", TEMPLATE, ({ metadata_options }) => (metadata_options.http_put_response_hop_limit = 2)),
  ],
  [
    "instance-metadata",
    "SSH",
    ML,
    at("cluster", "aws_eks_node_group.general_a", (each) => (each["remote_access"] = { ec2_ssh_key: "k" })),
  ],
  [
    "public-nodes",
    "nodes with public addresses",
    ML,
    at(
      "cluster",
      TEMPLATE,
      ({ network_interfaces }) => (network_interfaces[0].associate_public_ip_address = "true"),
    ),
  ],
  [
    "public-nodes",
    "nodes in subnets that give public addresses",
    ML,
    at("network", "aws_subnet.private_a", (each) => (each["map_public_ip_on_launch"] = true)),
  ],
  [
    "public-subnet-addresses",
    "public addresses for whatever starts",
    ML,
    at("network", "aws_subnet.public_a", (each) => (each["map_public_ip_on_launch"] = true)),
  ],
  [
    "default-security-group",
    "the default group as AWS made it",
    ML,
    ({ network }) => delete network.resource.aws_default_security_group,
  ],
  [
    "flow-logs",
    "rejected packets that nobody sees",
    ML,
    at("network", "aws_flow_log.flow_logs", (each) => (each["traffic_type"] = "ACCEPT")),
  ],
  ["flow-logs", "no flow logs", ML, ({ network }) => delete network.resource.aws_flow_log],
  [
    "security-group-style",
    "rules inside a group",
    ML,
    at("network", "aws_security_group.nodes", (each) => (each["ingress"] = [])),
  ],
  [
    "security-group-style",
    "a rule without a reason",
    ML,
    at("network", "aws_vpc_security_group_egress_rule.nodes_to_s3_443", (each) => delete each["description"]),
  ],
  [
    "security-group-egress",
    "every port to the internet",
    ML,
    at(
      "network",
      "aws_vpc_security_group_egress_rule.nodes_to_internet_443",
      (each) => (each["ip_protocol"] = "-1"),
    ),
  ],
  ["public-entry-waf", "a public Ingress without a web ACL", "mlapp", annotation("wafv2-acl-arn", undefined)],
  [
    "public-entry-waf",
    "a controller that attaches none",
    "mlapp",
    controller((values) => (values["enableWafv2"] = false)),
  ],
  [
    "public-entry-waf",
    "a public ALB without a web ACL",
    OPTION_B,
    ({ network }) => delete network.resource.aws_wafv2_web_acl_association,
  ],
  [
    "public-entry-waf",
    "a public NLB",
    ML,
    at(
      "models",
      "kubernetes_service_v1.ml_inference_api_nlb",
      ({ metadata }) =>
        (metadata.annotations["service.beta.kubernetes.io/aws-load-balancer-scheme"] = "internet-facing"),
    ),
  ],
  ["https-entry", "HTTP that is answered", "mlapp", annotation("ssl-redirect", undefined)],
  ["https-entry", "TLS 1.0", "mlapp", annotation("ssl-policy", "ELBSecurityPolicy-2016-08")],
  [
    "https-entry",
    "a listener that does not redirect",
    OPTION_B,
    at(
      "network",
      "aws_lb_listener.http",
      (each) =>
        (each["default_action"] = [{ type: "forward", target_group_arn: "${aws_lb_target_group.api.arn}" }]),
    ),
  ],
  [
    "https-entry",
    "a listener of an old policy",
    OPTION_B,
    at("network", "aws_lb_listener.https", (each) => delete each["ssl_policy"]),
  ],
  ["plain-http-entry", "an Ingress without a certificate", "mlapp", annotation("certificate-arn", undefined)],
  [
    "certificate",
    "a certificate for another host",
    "mlapp",
    at("network", "aws_acm_certificate.entry", (each) => (each["domain_name"] = "other.com")),
  ],
  [
    "certificate",
    "a certificate that nobody waits for",
    "mlapp",
    ({ network }) => delete network.resource.aws_acm_certificate_validation,
  ],
  [
    "certificate",
    "a proof of something else",
    "mlapp",
    at("network", "aws_route53_record.entry_validation", (each) => (each["records"] = ["x"])),
  ],
  [
    "entry-dns",
    "a name that leads elsewhere",
    OPTION_B,
    at("network", "aws_route53_record.alias", (each) => (each["alias"].name = "example.com")),
  ],
  [
    "entry-dns",
    "a record for another host",
    RETAIL,
    ({ models }) => (models.output.dns_record.value.name = "other.com"),
  ],
  [
    "load-balancer-hardening",
    "headers that are not clean",
    "mlapp",
    annotation("load-balancer-attributes", "idle_timeout.timeout_seconds=60"),
  ],
  [
    "load-balancer-hardening",
    "an ALB that lets them through",
    OPTION_B,
    at("network", "aws_lb.demo", (each) => (each["drop_invalid_header_fields"] = false)),
  ],
  [
    "load-balancer-annotations",
    "a key that the controller does not know",
    "mlapp",
    annotation("schema", "internal"),
  ],
  ["load-balancer-annotations", "a value that it does not take", "mlapp", annotation("scheme", "public")],
  [
    "load-balancer-annotations",
    "an attribute that no load balancer has",
    "mlapp",
    annotation("target-group-attributes", "deregistration_delay=60"),
  ],
  [
    "load-balancer-annotations",
    "groups that the controller makes",
    "mlapp",
    annotation("security-groups", undefined),
  ],
  [
    "load-balancer-subnets",
    "a public ALB in private subnets",
    "mlapp",
    annotation(
      "subnets",
      '${join(",", data.terraform_remote_state.network.outputs.private_workload_subnet_ids)}',
    ),
  ],
  [
    "load-balancer-subnets",
    "a subnet without its tag",
    "mlapp",
    at("network", "aws_subnet.public_a", ({ tags }) => delete tags["kubernetes.io/role/elb"]),
  ],
  [
    "load-balancer-subnets",
    "a subnet of another cluster",
    "mlapp",
    at("network", "aws_subnet.private_a", ({ tags }) => delete tags["kubernetes.io/cluster/mlapp-cluster"]),
  ],
  [
    "switched-together",
    "a listener that outlives its ALB",
    OPTION_B,
    at("network", "aws_lb_listener.http", (each) => delete each["count"]),
  ],
  [
    "switched-together",
    "an ALB that cannot be turned off",
    OPTION_B,
    at("network", "aws_lb.demo", (each) => (each["enable_deletion_protection"] = true)),
  ],
  [
    "controller-settings",
    "a controller that asks its node",
    ML,
    controller((values) => delete values["vpcId"]),
  ],
  ["controller-settings", "a switch as text", ML, controller((values) => (values["enableWafv2"] = "false"))],
  [
    "controller-settings",
    "a service account that no role trusts",
    ML,
    controller((values) => delete values["serviceAccount"]),
  ],
  [
    "helm-release-settings",
    "what is left of a failed install",
    ML,
    at("platform", "helm_release.load_balancer_controller", (each) => delete each["atomic"]),
  ],
  [
    "resource-tags",
    "disks that belong to nobody",
    ML,
    at("cluster", TEMPLATE, ({ tag_specifications }) => tag_specifications.splice(1, 1)),
  ],
  [
    "resource-tags",
    "load balancers that belong to nobody",
    ML,
    controller((values) => delete values["defaultTags"]),
  ],
  [
    "resource-tags",
    "a part of the network without a name",
    ML,
    at("network", "aws_vpc.main", (each) => delete each["tags"]),
  ],
  [
    "machine-functions",
    "a file of the machine",
    ML,
    at(
      "models",
      "kubernetes_config_map_v1.ml_inference_api",
      ({ data }) => (data.LOG_LEVEL = '${file("/etc/passwd")}'),
    ),
  ],
  [
    "machine-functions",
    "a file of the machine, inside another text",
    ML,
    at("cluster", CLUSTER, (each) => (each["name"] = '${"a${upper(file("/etc/passwd"))}"}')),
  ],
  [
    "template-expressions",
    "a reference in a user's text",
    ML,
    at(
      "models",
      "kubernetes_config_map_v1.ml_inference_api",
      ({ data }) => (data.LOG_LEVEL = "${aws_iam_role.ml_inference_api.arn}"),
    ),
  ],
  [
    "template-expressions",
    "a directive",
    ML,
    at("cluster", CLUSTER, (each) => (each["name"] = "%{ if true }a%{ endif }")),
  ],
  [
    "template-expressions",
    "a function that is not this program's",
    ML,
    at("cluster", CLUSTER, (each) => (each["name"] = '${upper("a")}')),
  ],
  [
    "template-expressions",
    "a path of the machine",
    ML,
    at("cluster", CLUSTER, (each) => (each["name"] = "${path.cwd}")),
  ],
  [
    "text-characters",
    "a character that hides",
    ML,
    at("cluster", CLUSTER, (each) => (each["name"] = "prod\u202e")),
  ],
  [
    "text-characters",
    "a token that nobody resolved",
    ML,
    at("cluster", CLUSTER, (each) => (each["name"] = "${TfToken[TOKEN.1]}")),
  ],
  [
    "text-characters",
    "a number that is a token",
    ML,
    at("cluster", TEMPLATE, (each) => (each["volume_size"] = -1.8881545897087827e289)),
  ],
  [
    "text-characters",
    "a reserved key",
    ML,
    at(
      "models",
      "kubernetes_config_map_v1.ml_inference_api",
      (each) => (each["data"] = JSON.parse('{"__proto__": "x"}')),
    ),
  ],
  [
    "text-characters",
    "an absurd size",
    ML,
    at(
      "models",
      "kubernetes_config_map_v1.ml_inference_api",
      ({ data }) => (data.LOG_LEVEL = "x".repeat(70_000)),
    ),
  ],
])("%s finds %s", (id, _, environment, edit) => {
  expect(idsOf(noticed(environment, edit))).toContain(id);
});

test("a write-only value of an ephemeral variable is no secret in the state", () => {
  const findings = noticed(ML, (layers) => {
    layers.cluster.variable = { token: { type: "string", ephemeral: true } };
    add("cluster", "aws_secretsmanager_secret_version", { secret_string_wo: "${var.token}" })(layers);
  });
  expect(findings).toEqual([]);
});

test("whatever of a setting that keeps something safe is removed is noticed", () => {
  const kept: readonly (readonly [layer: "state" | "network" | "cluster", address: string])[] = [
    ["state", "aws_s3_bucket_public_access_block.state_bucket"],
    ["state", "aws_s3_bucket_ownership_controls.state_bucket"],
    ["state", "aws_s3_bucket_server_side_encryption_configuration.state_bucket"],
    ["state", "aws_s3_bucket_versioning.state_bucket"],
    ["cluster", "aws_cloudwatch_log_group.control_plane"],
    ["network", "aws_default_security_group.default"],
  ];
  const plan = planOf(ML);
  const missed = kept.flatMap(([layer, address]) => {
    const keys = Object.keys(plan.stack(layer).find(address)?.config ?? {}).filter((key) => key !== "//");
    expect(keys).not.toEqual([]);
    return keys
      .filter(
        (key) =>
          noticed(
            ML,
            at(layer, address, (each) => Reflect.deleteProperty(each, key)),
          ).length === 0,
      )
      .map((key) => `${address}.${key}`);
  });
  expect(missed).toEqual([]);
});

/** The keys of an environment's file that take any text, with where the text arrives and what is added to it there. */
const FREE_TEXTS: readonly {
  readonly key: string;
  readonly longest: number;
  readonly put: (file: Editable, text: string) => void;
  readonly arrived: (layers: Readonly<Record<string, Editable>>) => unknown;
  readonly as?: (text: string) => string;
}[] = [
  {
    key: "network.vpcName",
    longest: 120,
    put: ({ network }, text) => (network.vpcName = text),
    arrived: ({ network }) => network?.["resource"].aws_vpc.main.tags.Name,
  },
  {
    key: "network.publicSubnets.namePrefix",
    longest: 60,
    put: ({ network }, text) => (network.publicSubnets.namePrefix = text),
    arrived: ({ network }) => network?.["resource"].aws_subnet.public_a.tags.Name,
    as: (text) => `${text}-ap-southeast-1a`,
  },
  {
    key: "network.privateSubnets.namePrefix",
    longest: 60,
    put: ({ network }, text) => (network.privateSubnets.namePrefix = text),
    arrived: ({ network }) => network?.["resource"].aws_subnet.private_b.tags.Name,
    as: (text) => `${text}-ap-southeast-1b`,
  },
  {
    key: "network.flowLogs.logGroupName",
    longest: 200,
    put: ({ network }, text) => (network.flowLogs.logGroupName = text),
    arrived: ({ network }) => network?.["resource"].aws_cloudwatch_log_group.flow_logs.name,
  },
  {
    key: "cluster.addonVersions",
    longest: 60,
    put: ({ cluster }, text) => (cluster.addonVersions = { "vpc-cni": text }),
    arrived: ({ cluster }) => cluster?.["resource"].aws_eks_addon.vpc_cni.addon_version,
  },
  {
    key: "entry.name",
    longest: 32,
    put: ({ entry }, text) => (entry.name = text),
    arrived: ({ network }) => network?.["resource"].aws_lb.demo.name,
  },
  {
    key: "entry.targetGroupName",
    longest: 32,
    put: ({ entry }, text) => (entry.targetGroupName = text),
    arrived: ({ network }) => network?.["resource"].aws_lb_target_group.api.name,
  },
  {
    key: "models.environment",
    longest: 400,
    put: ({ models }, text) => (models[0].environment = { TEXT: text }),
    arrived: ({ models }) => models?.["resource"].kubernetes_config_map_v1.retail_forecast_api.data.TEXT,
  },
  {
    key: "waivers.reason",
    longest: 500,
    put: (file, text) =>
      (file["waivers"] = [
        { check: text.slice(0, 80), address: text.slice(0, 200), reason: text, until: "2027-01-01" },
      ]),
    arrived: () => undefined,
  },
];

/** Loads an environment's file with what a user wrote into it, as `npm run synth` does. */
function loaded(environment: string, change: object, write: (file: Editable) => void): EnvironmentConfig {
  const file = structuredClone(configWith(environment, change)) as unknown as Editable;
  write(file);
  return inFolder({ written: stringify(file) }, (directory) => {
    const [only] = loadEnvironments({ directory, schema: environmentSchema, rules });
    if (!only) throw new Error("nothing was loaded");
    return only.config;
  });
}

/** An environment of which each key that takes any text has one. */
const loadedWith = (texts: Readonly<Record<string, string>>): EnvironmentConfig =>
  loaded(OPTION_B, { network: { egress: "single-nat" } }, (file) => {
    for (const { key, put } of FREE_TEXTS) if (texts[key] !== undefined) put(file, texts[key]);
  });

/** Synthesizes into a folder of its own, and reads that. */
function synthesized(environment: EnvironmentConfig): EnvironmentPlan {
  const outdir = mkdtempSync(join(tmpdir(), "texts-"));
  try {
    synthesize([{ name: "written", config: environment }], outdir);
    const [plan] = groupByEnvironment(readStacks(outdir));
    if (!plan) throw new Error("nothing was synthesized");
    return plan;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

describe("text that Terraform would interpolate", () => {
  /** Marks of templates, what could follow them, and anything that a person can see. */
  const piece = fc.oneof(
    fc.constantFrom(
      "${",
      "%{",
      "$${",
      "%%{",
      "$",
      "}",
      '"',
      "\\",
      "\n",
      "'",
      '${file("/etc/passwd")}',
      '%{ for x in ["a"] }',
      "${aws_vpc.main.id}",
      "${path.root}",
      "TfToken",
      "#{x}",
    ),
    fc.string({ unit: "grapheme", maxLength: 4 }),
  );
  const visible = fc
    .array(piece, { minLength: 1, maxLength: 10 })
    .map((pieces) => pieces.join(""))
    .filter((text) => !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/u.test(text.replace(/[\t\n]/g, "")))
    .filter((text) => !text.includes("TfToken[") && text.trim() !== "");
  const texts = fc.record(
    Object.fromEntries(
      FREE_TEXTS.map(({ key, longest }) => [key, visible.map((text) => cut(text, longest))]),
    ),
  );

  /** At most so many characters, no half ones among them. */
  const cut = (text: string, longest: number): string => [...text].slice(0, Math.floor(longest / 2)).join("");

  /** What Terraform makes of a text without templates. */
  const evaluated = (text: string): string => text.replace(/([$%])\1\{/g, "$1{");

  const TEXT_CHECKS = HYGIENE_CHECKS.filter(({ id }) =>
    ["machine-functions", "template-expressions", "text-characters", "secrets-out-of-state"].includes(id),
  );

  test("arrives as it was written, from every key that takes any text, and no check mistakes it", () => {
    expect(TEXT_CHECKS).toHaveLength(4);
    fc.assert(
      fc.property(texts, (written) => {
        const plan = synthesized(loadedWith(written));
        const layers = Object.fromEntries(
          (["network", "cluster", "models"] as const).map((layer) => [
            layer,
            plan.stack(layer)?.json as Editable,
          ]),
        );
        for (const { key, arrived, as = (text: string) => text } of FREE_TEXTS) {
          const value = arrived(layers);
          if (value !== undefined) expect(evaluated(String(value))).toBe(as(written[key] ?? ""));
        }
        expect(found(TEXT_CHECKS, plan)).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  test("arrives in the conditions and messages of a network that exists, too", () => {
    fc.assert(
      fc.property(visible, (text) => {
        const name = cut(text, 32);
        const plan = synthesized(
          loaded("retail-forecast-console", {}, ({ network, entry }) => {
            network.vpcName = name;
            network.privateSubnets.namePrefix = name;
            entry.loadBalancerName = name;
            entry.targetGroupName = name;
          }),
        );
        const { data } = plan.stack("network")?.json as Editable;
        expect(evaluated(data.aws_vpcs.main.tags.Name)).toBe(name);
        expect(evaluated(data.aws_lb.demo.name)).toBe(name);
        expect(found(TEXT_CHECKS, plan)).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  test("is refused by the loader where it hides something or would be replaced in synthesis", () => {
    const hidden = fc.constantFrom(
      "\u0000",
      "\u0007",
      "\u001b",
      "\u200b",
      "\u202e",
      "\u2066",
      "\ufeff",
      "TfToken[TOKEN.1]",
    );
    fc.assert(
      fc.property(fc.constantFrom(...FREE_TEXTS), visible, hidden, visible, ({ key }, before, bad, after) => {
        expect(() => loadedWith({ [key]: cut(before, 10) + bad + cut(after, 10) })).toThrow(ConfigError);
      }),
      { numRuns: 60 },
    );
  });
});

test("no check throws, whatever stands in the JSON", () => {
  const checks = [...IDENTITY_CHECKS, ...PORTS_CHECKS, ...WORKLOAD_CHECKS, ...HYGIENE_CHECKS];
  const odd = fc.constantFrom<unknown>(
    null,
    [],
    {},
    5,
    "x",
    "${",
    [null],
    [[1]],
    '{"Version":"2012-10-17","Statement":[null]}',
  );
  const spots = ENVIRONMENTS.flatMap((environment) =>
    planOf(environment).stacks.flatMap((stack) =>
      places(stack.json).map((path) => ({
        environment,
        layer: stack.name.slice(environment.length + 1),
        path,
      })),
    ),
  );
  expect(spots.length).toBeGreaterThan(5000);
  fc.assert(
    fc.property(fc.constantFrom(...spots), odd, ({ environment, layer, path }, value) => {
      const plan = altered(environment, (layers) => {
        put((layers as Record<string, Editable>)[layer], path, value);
      });
      expect(() => found(checks, plan)).not.toThrow();
    }),
    { numRuns: 120 },
  );
});
