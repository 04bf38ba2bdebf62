import { foreignNames } from "../../../src/checks/locality/foreign-names";
import { type EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { ENVIRONMENTS, configWith } from "../../support/environments";
import { CONTEXT } from "../../support/findings";
import { planWith } from "../../support/changed-plans";
import { planOf } from "../../support/reference-plans";
import { ENVIRONMENT, foreignIn, policyOn, recorded, withBlock } from "./edits";

test.each(ENVIRONMENTS)("%s names nothing of others that its file does not name", (environment) => {
  const plan = environmentPlan(planOf(environment));
  const [own] = configWith(environment).trusted ?? [];
  expect(foreignNames.run(plan, recorded([], {}, environment))).toEqual([]);
  const untrusted = foreignNames.run(plan, recorded([], { trusted: null }, environment));
  expect(untrusted.map(({ address }) => address)).toEqual(
    own ? ["aws_iam_role_policy.ml_inference_api"] : [],
  );
});

test("nothing is judged without a record of the file, which may name it", () => {
  const plan = withBlock(...policyOn(`arn:aws:sqs:eu-central-1:${OTHER}:q`));
  expect(foreignNames.run(plan, CONTEXT)).toEqual([]);
});

const OTHER = "999988887777";
const OWN = "444455556666";

type Case = readonly [what: string, plan: () => EnvironmentPlan, found: string];

const ATTACKS: readonly Case[] = [
  ["a queue of another account", () => withBlock(...policyOn(`arn:aws:sqs:eu-central-1:${OTHER}:q`)), OTHER],
  ["a queue of another region", () => withBlock(...policyOn(`arn:aws:sqs:eu-west-1:${OWN}:q`)), "eu-west-1"],
  [
    "a queue of an unknown region",
    () => withBlock(...policyOn(`arn:aws:sqs:xx-north-1:${OWN}:q`)),
    "xx-north-1",
  ],
  [
    "a queue of another partition",
    () => withBlock(...policyOn(`arn:aws-cn:sqs:eu-central-1:${OWN}:q`)),
    "aws-cn",
  ],
  ["GovCloud", () => withBlock(...policyOn(`arn:aws-us-gov:sqs:us-gov-west-1:${OWN}:q`)), "aws-us-gov"],
  ["a pattern of regions", () => withBlock(...policyOn(`arn:aws:sqs:us-*:${OWN}:q`)), "us-*"],
  ["a pattern of accounts", () => withBlock(...policyOn(`arn:aws:sqs:eu-central-1:9999*:q`)), "9999*"],
  [
    "a bucket that names another account",
    () => withBlock(...policyOn(`arn:aws:s3:::models-${OTHER}/*`)),
    OTHER,
  ],
  [
    "an account in a condition",
    () => withBlock(...policyOn("*", { StringEquals: { "aws:SourceAccount": OTHER } })),
    OTHER,
  ],
  [
    "a region in a condition",
    () =>
      withBlock(...policyOn("*", { StringEquals: { "aws:RequestedRegion": ["eu-central-1", "eu-west-3"] } })),
    "eu-west-3",
  ],
  [
    "a principal that is an account",
    () =>
      withBlock("aws_iam_role", {
        name: "x",
        assume_role_policy: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"${OTHER}"}}]}`,
      }),
    OTHER,
  ],
  [
    "an ARN in jsonencode",
    () =>
      withBlock("aws_iam_role_policy", {
        role: "x",
        policy: `\${jsonencode({"Resource" = "arn:aws:sqs:eu-central-1:${OTHER}:q"})}`,
      }),
    OTHER,
  ],
  [
    "a policy of an unknown AWS service account",
    () => withBlock(...policyOn("arn:aws:sqs:eu-central-1:aws:q")),
    "aws",
  ],
  [
    "a snapshot of another account",
    () => withBlock("data.aws_ami", { owners: [OTHER], most_recent: true }),
    OTHER,
  ],
  [
    "the other side of a peering",
    () => withBlock("aws_vpc_peering_connection", { peer_owner_id: OTHER }),
    OTHER,
  ],
  [
    "a zone of another region",
    () => withBlock("aws_subnet", { availability_zone: "eu-west-1a" }, "network"),
    "eu-west-1",
  ],
  ["a region argument", () => withBlock("aws_s3_bucket", { bucket: "b", region: "us-west-2" }), "us-west-2"],
  [
    "an endpoint in another region",
    () => withBlock("aws_vpc_endpoint", { service_name: "com.amazonaws.eu-west-1.sqs" }, "network"),
    "eu-west-1",
  ],
  [
    "a URL of a queue",
    () =>
      withBlock("aws_ssm_parameter", {
        name: "q",
        value: `https://sqs.eu-central-1.amazonaws.com/${OTHER}/q`,
      }),
    OTHER,
  ],
  [
    "an image of another account",
    () => withBlock("aws_ssm_parameter", { value: `${OTHER}.dkr.ecr.eu-central-1.amazonaws.com/a:1` }),
    OTHER,
  ],
  [
    "an image of another region",
    () => withBlock("aws_ssm_parameter", { value: `${OWN}.dkr.ecr.eu-west-2.amazonaws.com/a:1` }),
    "eu-west-2",
  ],
  [
    "a registry with the suffix of China",
    () => withBlock("aws_ssm_parameter", { value: `${OWN}.dkr.ecr.eu-central-1.amazonaws.com.cn/a:1` }),
    "amazonaws.com.cn",
  ],
  [
    "an image of a public registry",
    () =>
      altered(ENVIRONMENT, ({ models }) => {
        containerOf(models).image = "ghcr.io/other/server:1.0.0";
      }),
    "ghcr.io/other/server",
  ],
  [
    "an image of Docker Hub",
    () =>
      altered(ENVIRONMENT, ({ models }) => {
        containerOf(models).image = "python:3.12";
      }),
    "docker.io/python",
  ],
  [
    "an image of a namespace that anybody can open in ECR Public",
    () =>
      altered(ENVIRONMENT, ({ models }) => {
        containerOf(models).image = "public.ecr.aws/x9y8z7/server:1";
      }),
    "public.ecr.aws/x9y8z7/server",
  ],
  [
    "a chart of another repository",
    () =>
      withBlock(
        "helm_release",
        { name: "x", chart: "x", repository: "https://charts.other.example" },
        "platform",
      ),
    "https://charts.other.example",
  ],
  [
    "a chart by its URL",
    () => withBlock("helm_release", { name: "x", chart: "https://charts.other.example/x-1.tgz" }, "platform"),
    "https://charts.other.example/x-1.tgz",
  ],
  [
    "an OCI chart of another account",
    () =>
      withBlock(
        "helm_release",
        { name: "x", chart: `oci://${OTHER}.dkr.ecr.eu-central-1.amazonaws.com/c/x` },
        "platform",
      ),
    OTHER,
  ],
  [
    "an OCI chart of a public registry",
    () =>
      withBlock(
        "helm_release",
        { name: "x", chart: "x", repository: "oci://ghcr.io/other/charts" },
        "platform",
      ),
    "oci://ghcr.io/other/charts",
  ],
  [
    "a git repository of Argo CD",
    () =>
      altered(ENVIRONMENT, ({ models }) => {
        const text = JSON.stringify(models);
        Object.assign(models, JSON.parse(text.replaceAll("v1/repos/models", "v1/repos/x")) as object);
        Object.assign(
          models,
          JSON.parse(
            JSON.stringify(models).replaceAll(
              "https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/x",
              "https://github.com/other/models.git",
            ),
          ) as object,
        );
      }),
    "https://github.com/other/models.git",
  ],
  [
    "the time zone of a schedule",
    () => withBlock("aws_autoscaling_schedule", { time_zone: "America/New_York", recurrence: "0 7 * * *" }),
    "America/New_York",
  ],
  [
    "the time zone of a scheduler",
    () => withBlock("aws_scheduler_schedule", { schedule_expression_timezone: "Asia/Tokyo" }),
    "Asia/Tokyo",
  ],
  [
    "the time zone of a CronJob",
    () =>
      withBlock(
        "kubernetes_cron_job_v1",
        { spec: [{ timezone: "Asia/Tokyo", schedule: "0 1 * * *" }] },
        "models",
      ),
    "Asia/Tokyo",
  ],
  [
    "an alias of a key of others",
    () =>
      withBlock("aws_s3_bucket_server_side_encryption_configuration", {
        rule: [{ kms_master_key_id: "alias/other-key" }],
      }),
    "alias/other-key",
  ],
  [
    "the ARN of such an alias",
    () => withBlock(...policyOn(`arn:aws:kms:eu-central-1:${OWN}:alias/other-key`)),
    "alias/other-key",
  ],
  [
    "a zone of others",
    () => withBlock("data.aws_route53_zone", { name: "other.example.org" }),
    "other.example.org",
  ],
  [
    "a host of others in a certificate",
    () => withBlock("aws_acm_certificate", { domain_name: "api.other.example.org" }),
    "api.other.example.org",
  ],
  [
    "a record that points to a load balancer of others",
    () =>
      withBlock("aws_route53_record", {
        name: "models.ml.example.com",
        zone_id: "${data.aws_route53_zone.main.zone_id}",
        alias: [{ name: "other-1234.eu-central-1.elb.amazonaws.com", zone_id: "Z215JYRZR1TBD5" }],
      }),
    "other-1234.eu-central-1.elb.amazonaws.com",
  ],
  [
    "an account in a script",
    () =>
      withBlock("aws_ssm_document", {
        content: `#!/bin/sh\naws ecr get-login-password --registry-ids ${OTHER}\n`,
      }),
    OTHER,
  ],
  [
    "a bucket in user data",
    () =>
      withBlock("aws_launch_template", {
        user_data: Buffer.from(`#!/bin/sh\naws s3 cp s3://models-${OTHER}/x .\n`).toString("base64"),
      }),
    OTHER,
  ],
  [
    "a region in user data",
    () =>
      withBlock("aws_launch_template", {
        user_data: Buffer.from("#!/bin/sh\nexport AWS_REGION=ap-south-1\n").toString("base64"),
      }),
    "ap-south-1",
  ],
  [
    "a bucket in the billing region",
    () =>
      altered(ENVIRONMENT, ({ network }) => {
        network["provider"].aws.push({ alias: "billing", region: "us-east-1", allowed_account_ids: [OWN] });
        network["resource"].aws_s3_bucket = { x: { bucket: "b", provider: "aws.billing" } };
      }),
    "us-east-1",
  ],
  [
    "a provider of another region",
    () =>
      altered(ENVIRONMENT, ({ network }) => {
        network["provider"].aws.push({ alias: "copy", region: "eu-west-1", allowed_account_ids: [OWN] });
      }),
    "eu-west-1",
  ],
  [
    "a provider of another account",
    () =>
      altered(ENVIRONMENT, ({ network }) => {
        network["provider"].aws.push({ alias: "copy", region: "eu-central-1", allowed_account_ids: [OTHER] });
      }),
    OTHER,
  ],
  [
    "the default provider of one layer in another account",
    () =>
      altered(ENVIRONMENT, ({ network }) => {
        network["provider"].aws[0].allowed_account_ids = [OTHER];
      }),
    OTHER,
  ],
  [
    "the state of another account",
    () =>
      altered(ENVIRONMENT, ({ models }) => {
        models["terraform"].backend.s3.bucket = `ml-platform-tfstate-${OTHER}`;
      }),
    OTHER,
  ],
  [
    "an output",
    () =>
      altered(
        ENVIRONMENT,
        ({ network }) => (network["output"].x = { value: `arn:aws:sns:eu-west-1:${OWN}:t` }),
      ),
    "eu-west-1",
  ],
  [
    "a local value",
    () =>
      altered(
        ENVIRONMENT,
        ({ network }) => (network["locals"] = { x: `arn:aws:sns:eu-central-1:${OTHER}:t` }),
      ),
    OTHER,
  ],
];

const containerOf = (models: Editable): { image: string } =>
  models["resource"].kubernetes_deployment_v1.demand_forecast.spec.template.spec.container[0];

test.each(ATTACKS)("finds %s", (_, plan, value) => {
  expect(foreignIn(plan())).toContainEqual(expect.stringContaining(value));
});

const LEGITIMATE: readonly (readonly [what: string, plan: () => EnvironmentPlan])[] = [
  ["its own queue", () => withBlock(...policyOn(`arn:aws:sqs:eu-central-1:${OWN}:q`))],
  ["any account and region", () => withBlock(...policyOn("arn:aws:sqs:*:*:q"))],
  ["any partition", () => withBlock(...policyOn(`arn:*:sqs:eu-central-1:${OWN}:q`))],
  ["a pattern that has its region", () => withBlock(...policyOn(`arn:aws:sqs:eu-*:${OWN}:q`))],
  ["a bucket without an account", () => withBlock(...policyOn("arn:aws:s3:::models/*"))],
  [
    "a managed policy",
    () =>
      withBlock("aws_iam_role_policy_attachment", {
        role: "x",
        policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
      }),
  ],
  [
    "a managed permission of RAM",
    () =>
      withBlock("aws_ram_resource_share", {
        permission_arns: ["arn:aws:ram::aws:permission/AWSRAMDefaultPermissionSubnet"],
      }),
  ],
  [
    "a foundation model",
    () =>
      withBlock(...policyOn("arn:aws:bedrock:eu-central-1::foundation-model/amazon.titan-embed-text-v2:0")),
  ],
  [
    "parts that are known after apply",
    () =>
      withBlock(
        ...policyOn("arn:aws:sqs:${data.aws_region.x.name}:${data.aws_caller_identity.x.account_id}:q"),
      ),
  ],
  [
    "the registry of EKS add-ons in its region",
    () =>
      withBlock("aws_ssm_parameter", {
        value: "602401143452.dkr.ecr.eu-central-1.amazonaws.com/eks/pause:3.10",
      }),
  ],
  [
    "the time zone UTC",
    () => withBlock("aws_autoscaling_schedule", { time_zone: "Etc/UTC", recurrence: "0 7 * * *" }),
  ],
  ["an alias of AWS", () => withBlock("aws_ebs_volume", { kms_key_id: "alias/aws/ebs" })],
  [
    "an alias of its own",
    () => withBlock("aws_kms_alias", { name: "alias/mine", target_key_id: "${aws_kms_key.x.arn}" }),
  ],
  [
    "amounts of 12 digits",
    () => withBlock("aws_ssm_parameter", { value: "107374182400", tier: "137438953472" }),
  ],
  [
    "a tag with a day and a time",
    () =>
      withBlock("aws_ssm_parameter", { value: `${OWN}.dkr.ecr.eu-central-1.amazonaws.com/a:202611201230` }),
  ],
  [
    "an id with 12 digits at its end",
    () => withBlock("aws_ssm_parameter", { value: "0a1b2c3d-0000-4000-8000-999988887777" }),
  ],
  [
    "a word that looks like a region",
    () => withBlock("aws_ssm_parameter", { value: "sa-north-9 use-case-1" }),
  ],
  [
    "prose about a region",
    () => withBlock("aws_ssm_parameter", { description: "moved from eu-west-1 in 2025", value: "1" }),
  ],
  [
    "the endpoint of IAM, which is in the billing region",
    () =>
      withBlock(
        "aws_vpc_endpoint",
        { service_name: "com.amazonaws.iam", service_region: "us-east-1" },
        "network",
      ),
  ],
  [
    "a cost alarm in the billing region",
    () =>
      altered(ENVIRONMENT, ({ network }) => {
        network["provider"].aws.push({ alias: "billing", region: "us-east-1", allowed_account_ids: [OWN] });
        network["resource"].aws_cloudwatch_metric_alarm = {
          x: { alarm_name: "cost", namespace: "AWS/Billing", provider: "aws.billing" },
        };
      }),
  ],
  [
    "a role of its own account",
    () => withBlock("aws_eks_access_entry", { principal_arn: `arn:aws:iam::${OWN}:role/x` }),
  ],
  [
    "a host below that of its entry",
    () => withBlock("aws_acm_certificate", { domain_name: "models.ml.example.com" }),
  ],
];

test.each(LEGITIMATE)("accepts %s", (_, plan) => {
  expect(foreignIn(plan())).toEqual([]);
});

test("accepts the account of a peering that the file names, only where it is the value", () => {
  const other = { peer_owner_id: "777788889999", vpc_id: "x" };
  const run = (...resource: [string, object]): string[] =>
    foreignNames
      .run(
        altered("mlapp", (layers) => {
          const blocks = layers.network["resource"];
          blocks[resource[0]] = { ...blocks[resource[0]], x: resource[1] };
        }),
        recorded([], {}, "mlapp"),
      )
      .map(({ message }) => message);
  expect(run("aws_vpc_peering_connection", other)).toEqual([]);
  const group = (account: string) => ({ referenced_security_group_id: `${account}/sg-0123456789abcdef0` });
  expect(run("aws_vpc_security_group_ingress_rule", group("777788889999"))).toEqual([]);
  expect(run("aws_vpc_security_group_ingress_rule", group(OTHER))).toHaveLength(1);
  expect(run(...policyOn("arn:aws:sqs:us-east-1:777788889999:q"))).toHaveLength(1);
});

test("accepts the region of a peering in the commands for its owner", () => {
  const peering = {
    type: "peering",
    name: "far",
    peerVpcId: "vpc-0123456789abcdef0",
    cidrs: ["10.99.0.0/16"],
  };
  const change = { network: { attachments: [{ ...peering, peerAccount: OTHER, peerRegion: "eu-west-1" }] } };
  const plan = environmentPlan(planWith("ml-inference-prod", change));
  expect(foreignNames.run(plan, recorded([], change, "ml-inference-prod"))).toEqual([]);
  expect(foreignNames.run(plan, recorded([], {}, "ml-inference-prod"))).not.toEqual([]);
});

test("a key of another account that the file names is accepted as it is", () => {
  const OTHER_KEY = "arn:aws:kms:eu-central-1:999999999999:key/mrk-0123456789abcdef0123456789abcdef";
  const change = { modelBucket: { kmsKeyArn: OTHER_KEY } };
  const plan = withBlock(...policyOn(OTHER_KEY));
  expect(foreignNames.run(plan, recorded([], change))).toEqual([]);
  expect(foreignIn(plan)).toHaveLength(1);
});

test("an entry of trusted accepts its value and no other", () => {
  const plan = withBlock(...policyOn(`arn:aws:sqs:eu-west-1:${OTHER}:q`));
  const entries = [
    { kind: "account", value: OTHER },
    { kind: "region", value: "eu-west-1" },
  ];
  expect(foreignIn(plan, entries)).toEqual([]);
  expect(foreignIn(plan, entries.slice(0, 1))).toEqual([expect.stringContaining("eu-west-1")]);
  expect(foreignIn(plan, [{ kind: "region", value: OTHER }])).toHaveLength(2);
});

test("the error names the block, the path, the value, what is expected and the entry that trusts it", () => {
  const [finding, ...others] = foreignNames.run(
    withBlock(...policyOn(`arn:aws:sqs:eu-central-1:${OTHER}:q`)),
    recorded(),
  );
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    address: "aws_iam_role_policy.x",
    message: `policy.Statement.0.Resource names account ${OTHER} in arn:aws:sqs:eu-central-1:${OTHER}:q, expected ${OWN}, the account of the environment`,
    fix: expect.stringContaining(`{ kind: account, value: "${OTHER}", reason: … }`) as string,
  });
});

test("GovCloud has ARNs of its own partition", () => {
  const change = {
    region: "us-gov-west-1",
    cluster: { admins: ["arn:aws-us-gov:iam::222233334444:role/ml-platform-admin"] },
    components: { "private-link": { principals: ["arn:aws-us-gov:iam::222233334444:root"] } },
  };
  const GOV = planWith("ml-inference-prod", change);
  const plan = environmentPlan(GOV);
  const context = recorded([], change, "ml-inference-prod");
  expect(foreignNames.run(plan, context)).toEqual([]);
  const wrong = altered(GOV, ({ cluster }) => {
    const text = JSON.stringify(cluster).replace("arn:aws-us-gov:iam::aws:policy", "arn:aws:iam::aws:policy");
    Object.assign(cluster, JSON.parse(text) as object);
  });
  expect(foreignNames.run(wrong, context)).toHaveLength(1);
});

test.each(["eu-west-9", "nz-north-1"])(
  "names of others are found in %s, which is newer than the list",
  (region) => {
    const newer = planWith("ml-inference-prod", { region });
    const context = recorded([], { region }, "ml-inference-prod");
    expect(foreignNames.run(environmentPlan(newer), context)).toEqual([]);
    const wrong = altered(newer, ({ cluster }) => {
      cluster["output"] = { copied: { value: `arn:aws:sqs:${region}:${OTHER}:q` } };
    });
    expect(foreignNames.run(wrong, context)).toHaveLength(1);
  },
);

const STREAM = "aws_kinesis_firehose_delivery_stream";

test.each<[string, object, string]>([
  [
    "aws_sns_topic_subscription",
    { protocol: "https", endpoint: "https://hooks.stranger.org/a" },
    "endpoint names host hooks.stranger.org in https://hooks.stranger.org/a",
  ],
  [
    STREAM,
    { http_endpoint_configuration: { url: "https://hooks.stranger.org:443/a" } },
    "http_endpoint_configuration.url names host hooks.stranger.org in https://hooks.stranger.org:443/a",
  ],
])("reports the server of a stranger in %s", (type, config, message) => {
  expect(foreignIn(withBlock(type, config))).toEqual([expect.stringContaining(message)]);
  expect(foreignIn(withBlock(type, config), [{ kind: "domain", value: "stranger.org" }])).toEqual([]);
});

test.each<[string, object]>([
  ["aws_sns_topic_subscription", { protocol: "https", endpoint: "https://hooks.models.ml.example.com/a" }],
  ["aws_sns_topic_subscription", { protocol: "email", endpoint: "oncall@example.org" }],
  [STREAM, { http_endpoint_configuration: [{ url: "https://models.ml.example.com" }] }],
  [STREAM, { http_endpoint_configuration: [{ url: "${var.url}" }] }],
])("accepts a server of the environment in %s", (type, config) => {
  expect(foreignIn(withBlock(type, config))).toEqual([]);
});

describe("issuers of tokens for the Kubernetes API", () => {
  const issuer = (url: string) =>
    withBlock("aws_eks_identity_provider_config", { oidc: { issuer_url: url, client_id: "a" } });

  test("the host of a stranger is named", () => {
    expect(foreignIn(issuer("https://token.example.com/a"))).toEqual([
      expect.stringContaining(
        "aws_eks_identity_provider_config.x: oidc.issuer_url names host token.example.com",
      ),
    ]);
  });

  test("a host that the file trusts, and one that only Terraform knows, are accepted", () => {
    const trusted = [{ kind: "domain", value: "example.com" }];
    expect(foreignIn(issuer("https://token.example.com/a"), trusted)).toEqual([]);
    expect(foreignIn(issuer("https://${var.host}/a"))).toEqual([]);
  });
});

/** A provider of AWS beside the default one. */
const withProvider = (provider: object): EnvironmentPlan =>
  altered(ENVIRONMENT, ({ cluster }) => {
    const providers = cluster["provider"].aws as object[];
    const [first] = providers as [object];
    providers.push({ ...first, alias: "other", ...provider });
  });

test("an account that a provider refuses is not used", () => {
  expect(foreignIn(withProvider({ forbidden_account_ids: [OTHER] }))).toEqual([]);
});

test("an account that a provider allows is named", () => {
  expect(foreignIn(withProvider({ allowed_account_ids: [OTHER] }))).toEqual([expect.stringContaining(OTHER)]);
});

const DENY = { Effect: "Deny", Action: "sqs:*", Resource: "*" };

test.each<[string, object, boolean]>([
  ["denies", { ...DENY, Principal: { AWS: OTHER } }, false],
  ["denies all but", { ...DENY, NotPrincipal: { AWS: OTHER } }, true],
  ["allows", { ...DENY, Effect: "Allow", Principal: { AWS: OTHER } }, true],
])("of a statement that %s an account, the account is named: %j %s", (_, statement, isNamed) => {
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const found = foreignIn(withBlock("aws_sqs_queue_policy", { queue_url: "x", policy }));
  expect(found).toEqual(isNamed ? [expect.stringContaining(OTHER)] : []);
});
