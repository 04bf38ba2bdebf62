import { CHECKS } from "../../../src/checks/all";
import { type Editable, altered } from "../../support/altered";
import { found } from "../../support/findings";
import { environmentWithOwnFile } from "../../support/own-stacks";
import { ML } from "./edits";

const ASKED = CHECKS.filter(({ id }) => ["state-changes", "forgotten-objects"].includes(id));

/** Findings of both checks with blocks in the layer cluster. */
const foundWith = (blocks: object): string[] =>
  found(
    ASKED,
    altered(ML, ({ cluster }) => void Object.assign(cluster, blocks)),
  );

const CLUSTER = "aws_eks_cluster.main";
const move = (from: string, to: string) => ({ moved: [{ from, to }] });
const kept = { lifecycle: { destroy: false } };

test.each([
  [
    "a move of a block that is there",
    move(CLUSTER, "aws_eks_cluster.a"),
    /^state-changes moved: .*aws_eks_cluster\.main, which is in the stack/,
  ],
  [
    "a move to a block that is not there",
    move("aws_eks_cluster.old", "aws_eks_cluster.a"),
    /^state-changes moved: .*aws_eks_cluster\.a, which is not in the stack/,
  ],
  [
    "a removal of a block that is there",
    { removed: [{ from: "aws_kms_key.cluster", ...kept }] },
    /^state-changes removed: .*aws_kms_key\.cluster, which is in the stack/,
  ],
  [
    "an import of another cluster",
    { import: [{ to: CLUSTER, id: "another" }] },
    /^state-changes import: .*another.*ml-inference-prod-cluster/,
  ],
  [
    "an import of a block that is not there",
    { import: [{ to: "aws_eks_cluster.a", id: "a" }] },
    /^state-changes import: .*aws_eks_cluster\.a, which is not in the stack/,
  ],
  [
    "a removal after which a bucket stays",
    { removed: [{ from: "aws_s3_bucket.gone", ...kept }] },
    /^forgotten-objects removed: .*aws_s3_bucket\.gone/,
  ],
  [
    "a removal after which a bucket stays, with lists of blocks",
    { removed: [{ from: "aws_s3_bucket.gone", lifecycle: [{ destroy: false }] }] },
    /^forgotten-objects removed: .*aws_s3_bucket\.gone/,
  ],
  [
    "a removal after which a bucket stays, by a text that Terraform converts",
    { removed: [{ from: "aws_s3_bucket.gone", lifecycle: { destroy: "false" } }] },
    /^forgotten-objects removed: .*aws_s3_bucket\.gone/,
  ],
  [
    "a removal after which a bucket stays, as an object without a list",
    { removed: { from: "aws_s3_bucket.gone", ...kept } },
    /^forgotten-objects removed: .*aws_s3_bucket\.gone/,
  ],
  [
    "an import of another cluster, as an object without a list",
    { import: { to: CLUSTER, id: "another" } },
    /^state-changes import: .*another.*ml-inference-prod-cluster/,
  ],
])("%s is named once", (_, blocks, words) => {
  expect(foundWith(blocks)).toEqual([expect.stringMatching(words)]);
});

test.each([
  ["a move to a block that is there", move("aws_eks_cluster.old", CLUSTER)],
  [
    "a chain of moves",
    {
      moved: [
        { from: "aws_eks_cluster.older", to: "aws_eks_cluster.old" },
        { from: "aws_eks_cluster.old", to: CLUSTER },
      ],
    },
  ],
  ["a move of a block that gets a count", move(CLUSTER, `${CLUSTER}[0]`)],
  ["a move of an instance", move("aws_eks_cluster.old[0]", CLUSTER)],
  ["a move into a module", move("aws_sqs_queue.a", "module.m.aws_sqs_queue.a")],
  ["a removal that deletes", { removed: [{ from: "aws_s3_bucket.gone", lifecycle: { destroy: true } }] }],
  ["the repository of a removed model", { removed: [{ from: "aws_ecr_repository.old", ...kept }] }],
  ["an import of the cluster by its name", { import: [{ to: CLUSTER, id: "ml-inference-prod-cluster" }] }],
  ["an import by an id that AWS chooses", { import: [{ to: "aws_kms_key.cluster", id: "0a1b2c3d" }] }],
])("%s is accepted", (_, blocks) => {
  expect(foundWith(blocks)).toEqual([]);
});

test("the import of a repository that a model has again is accepted", () => {
  const [address = ""] = repositories();
  const name = nameOf(address);
  const id = "${each.value}";
  const for_each = `\${toset([for name in ${JSON.stringify([name])} : name if try(contains(data.aws_ecr_repositories.existing.names, name), false)])}`;
  expect(foundWith({ import: [{ for_each, to: address, id }] })).toEqual([]);
  const other = for_each.replace(name, "another");
  expect(foundWith({ import: [{ for_each: other, to: address, id }] })).toEqual([
    expect.stringMatching(/^state-changes import: .*another/),
  ]);
});

const all = (): Editable => {
  let layers: Editable = {};
  altered(ML, (each) => void (layers = each));
  return layers;
};
const repositories = (): string[] =>
  Object.keys(all()["cluster"].resource.aws_ecr_repository as object).map(
    (each) => `aws_ecr_repository.${each}`,
  );
const nameOf = (address: string): string =>
  String(all()["cluster"].resource.aws_ecr_repository[address.split(".")[1] ?? ""].name);

test("blocks of own files are judged too, and each is found once", () => {
  const text =
    'moved {\n  from = aws_sqs_queue.a\n  to = aws_sqs_queue.b\n}\nresource "aws_sqs_queue" "b" {\n  name = "b"\n}\n';
  expect(found(ASKED, environmentWithOwnFile(ML, "cluster", text))).toEqual([]);
  expect(found(ASKED, environmentWithOwnFile(ML, "cluster", text.replace('"b" {', '"c" {')))).toEqual([
    expect.stringMatching(/^state-changes moved: .*aws_sqs_queue\.b, which is not in the stack/),
  ]);
  const forgets = "removed {\n  from = aws_sqs_queue.gone\n  lifecycle {\n    destroy = false\n  }\n}\n";
  expect(found(ASKED, environmentWithOwnFile(ML, "cluster", forgets))).toEqual([
    expect.stringMatching(/^forgotten-objects removed: .*aws_sqs_queue\.gone/),
  ]);
});

test("a block that a variable turns off is in the stack", () => {
  const text =
    'variable "on" {\n  type = bool\n  default = false\n}\nresource "aws_sqs_queue" "b" {\n  count = var.on ? 1 : 0\n  name = "b"\n}\n' +
    "moved {\n  from = aws_sqs_queue.a\n  to = aws_sqs_queue.b\n}\n";
  expect(found(ASKED, environmentWithOwnFile(ML, "cluster", text))).toEqual([]);
});
