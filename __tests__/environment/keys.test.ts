import { formatPath } from "../../src/environment/problems";
import { configWith } from "../support/environments";
import { problemsOfKeys } from "../support/minimal-file";
import { rules } from "../../src/environment/rules/all";

const KEY = "arn:aws:kms:ap-southeast-2:222233334444:key/0a1b2c3d-0000-4000-8000-00000000000c";
const OTHER_KEY = KEY.replace(/c$/, "d");

const model = (name: string, ...secrets: readonly (string | object)[]) => ({
  name,
  image: { tag: "1" },
  secrets,
});

const problems = (change: object): string[] =>
  rules(configWith("ml-inference-prod", change)).map(
    ({ path, expected }) => `${formatPath(path)}: ${expected}`,
  );

test.each([
  ["a key of this account", KEY],
  ["a key of another account", KEY.replace("222233334444", "999999999999")],
  ["a multi-Region key", "arn:aws:kms:ap-southeast-2:222233334444:key/mrk-0123456789abcdef0123456789abcdef"],
])("%s is accepted for a bucket and for a secret", (_, kmsKeyArn) => {
  expect(problems({ modelBucket: { kmsKeyArn }, models: [model("m", { name: "a", kmsKeyArn })] })).toEqual(
    [],
  );
});

test.each<[string, object, string[]]>([
  [
    "the key of the bucket is in another region",
    { modelBucket: { kmsKeyArn: KEY.replace("ap-southeast-2", "us-east-1") } },
    ["modelBucket.kmsKeyArn: a key in ap-southeast-2, the region of the data that it encrypts"],
  ],
  [
    "the key of node disks is in another region",
    { cluster: { nodeVolumes: { kmsKeyArn: KEY.replace("ap-southeast-2", "us-east-1") } } },
    ["cluster.nodeVolumes.kmsKeyArn: a key in ap-southeast-2, the region of the data that it encrypts"],
  ],
  [
    "the key of a secret is in another region",
    {
      models: [model("m", "plain", { name: "a", kmsKeyArn: KEY.replace("ap-southeast-2", "us-east-1") })],
    },
    ["models[0].secrets[1].kmsKeyArn: a key in ap-southeast-2, the region of the data that it encrypts"],
  ],
  [
    "the key of the bucket is in another partition",
    { modelBucket: { kmsKeyArn: KEY.replace("arn:aws:", "arn:aws-us-gov:") } },
    ["modelBucket.kmsKeyArn: a key in ap-southeast-2, the region of the data that it encrypts"],
  ],
  [
    "a model mounts a secret twice",
    { models: [model("m", "a/b", { name: "a/b", kmsKeyArn: KEY })] },
    ["models[0].secrets[1]: each secret once for each model"],
  ],
  [
    "two secrets of a model have one file",
    { models: [model("m", "a/b", "a_b")] },
    ["models[0].secrets[1]: a secret with another file name than a/b; the file of both is a_b"],
  ],
  [
    "two models declare different keys of one secret",
    { models: [model("m", { name: "a", kmsKeyArn: KEY }), model("n", { name: "a", kmsKeyArn: OTHER_KEY })] },
    ["models[1].secrets[0]: the same key as in models[0].secrets[0], since a secret has one key"],
  ],
  [
    "only one of two models declares the key of a secret",
    { models: [model("m", "a"), model("n", "b", { name: "a", kmsKeyArn: KEY })] },
    ["models[1].secrets[1]: the same key as in models[0].secrets[0], since a secret has one key"],
  ],
])("fails when %s", (_, change, expected) => {
  expect(problems(change)).toEqual(expected);
});

test("two models may mount the same secrets", () => {
  const secrets = ["a/b", { name: "c", kmsKeyArn: KEY }];
  expect(problems({ models: [model("m", ...secrets), model("n", ...secrets)] })).toEqual([]);
});

test.each([
  [
    "a secret is an ARN",
    "arn:aws:secretsmanager:ap-southeast-2:222233334444:secret:a",
    "write the name, not the ARN",
  ],
  ["a secret is a mapping without a key", { name: "a" }, "add kmsKeyArn"],
  ["a key of a secret is misspelled", { name: "a", kmsKeyArm: KEY }, "did you mean kmsKeyArn?"],
  [
    "a key is a key id",
    { name: "a", kmsKeyArn: "0a1b2c3d-0000-4000-8000-00000000000c" },
    "copy the whole ARN of the key",
  ],
  [
    "a key is an alias",
    { name: "a", kmsKeyArn: "alias/team" },
    "write the key's ARN: aws kms describe-key --key-id alias/team --query KeyMetadata.Arn",
  ],
])("fails when %s, with the path and a fix", (_, secret, fix) => {
  const [problem] = problemsOfKeys({ models: [model("m", secret)] });
  expect(problem).toContain("models[0].secrets[0]");
  expect(problem).toContain(fix);
});
