import { environmentSchema } from "../../src/parts/environment-schema";
import { configWith } from "../support/environments";
import { problemsOfKeys, smallEnvironment } from "../support/minimal-file";
import { rules } from "../../src/environment/rules/all";

const parsed = (tags: object) => environmentSchema.safeParse(smallEnvironment({ tags })).success;

test.each([
  [{ "cost-center": "4711" }],
  [{ "acme:data-class": "internal", CostCenter: "ml team" }],
  [{ url: "https://wiki.example.com/a=b+c@d_e" }],
])("accepts the tags %j", (tags) => {
  expect(parsed(tags)).toBe(true);
});

test.each([
  "project",
  "owner",
  "environment",
  "layer",
  "repository",
  "Name",
  "RequestedBy",
  "Owner",
  "NAME",
  "aws:cost",
  "AWS:cost",
  "eks:cluster-name",
  "kubernetes.io/cluster/mlapp",
  "kubernetes.io/role/elb",
  "k8s.io/cluster-autoscaler/enabled",
  "elbv2.k8s.aws/cluster",
  "ingress.k8s.aws/stack",
  "service.k8s.aws/stack",
  "cluster.k8s.amazonaws.com/name",
  "node.k8s.amazonaws.com/instance_id",
  "ebs.csi.aws.com/cluster",
  "CSIVolumeName",
])("fails for the tag %s, which has another owner", (key) => {
  expect(parsed({ [key]: "x" })).toBe(false);
});

test.each([
  ["a key of 128 characters, of which EC2 takes 127", { ["k".repeat(128)]: "x" }],
  ["a value of 257 characters", { key: "v".repeat(257) }],
  ["a comma, which separates tags in the values of the controller", { key: "a,b" }],
  ["an equals sign in a key", { "a=b": "x" }],
  ["a key that ends with a space, which the drivers remove", { "a ": "x" }],
  ["a value that ends with a space", { a: "x " }],
  ["a value that begins with aws:", { a: "aws:x" }],
  ["an empty value", { a: "" }],
  ["a colon before a space", { a: "b: c" }],
])("fails for %s", (_, tags) => {
  expect(parsed(tags)).toBe(false);
});

const tagsOf = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`key-${index}`, "x"]));

test("accepts 30 tags, and fails for 31: AWS counts those of this project, EKS and the drivers too", () => {
  expect(parsed(tagsOf(30))).toBe(true);
  expect(parsed(tagsOf(31))).toBe(false);
});

test("fails for two keys that differ in case alone, which IAM refuses", () => {
  const tags = { CostCenter: "1", costcenter: "2" };
  expect(rules(configWith("mlapp", { tags })).map(({ path, fix }) => [path.join("."), fix])).toEqual([
    ["tags.costcenter", "remove one of the two"],
  ]);
});

test("the error names the line, the reason and the key to write instead", () => {
  expect(problemsOfKeys({ tags: { Owner: "ml" } })).toEqual([
    "prod.yaml:17:3 tags.Owner: got the name Owner, expected a tag that is not reserved by this project, AWS, Kubernetes or a controller; write the key owner of the file instead",
  ]);
});
