import { CHECKS } from "../../../src/checks/all";
import { statedIn } from "../../../src/infrastructure/stated";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { foundBy } from "../../support/findings";
import { partProblems } from "../../support/part-problems";
import { settingsFor } from "../../support/recorded-causes";
import { ML, at, config } from "../models-stack";

const DIGEST = `sha256:${"a".repeat(64)}`;
const change = (over: object = {}, ofModel: object = {}) => ({
  models: [
    {
      name: "churn",
      image: { tag: "1" },
      startupSeconds: 120,
      bucketPrefix: "churn/2/",
      weights: { sizeGiB: 10, mode: "download", mibPerSecond: 40 },
      manifestDigest: DIGEST,
      ...ofModel,
    },
  ],
  ...over,
});
const pinned = (over: object = {}, ofModel: object = {}) => planWith(ML, change(over, ofModel));
const deployment = (plan: ReturnType<typeof pinned>) =>
  config(plan, "kubernetes_deployment_v1.churn")["spec"];
const inits = (plan: ReturnType<typeof pinned>) =>
  at(deployment(plan), "template", "spec", "init_container") as readonly { name: string; args: string[] }[];

test.each([
  ["download", { sizeGiB: 10, mode: "download" }, ["weights", "content"], ["/mnt/weights"]],
  ["mount", { sizeGiB: 10, mode: "mount" }, ["content"], []],
  ["none", undefined, ["content"], []],
])(
  "ML-04 with weights %s, the last init container compares the files with the digest",
  (_, weights, names, folder) => {
    const all = inits(pinned({}, { weights }));
    expect(all.map(({ name }) => name)).toEqual(names);
    expect(all.at(-1)?.args).toEqual([
      "ml-inference-prod-models-222233334444",
      "churn/2/",
      DIGEST,
      ...folder,
    ]);
  },
);

test("ML-04 the role reads the manifest of the version, and no other object outside of its prefix", () => {
  const arn = "arn:aws:s3:::ml-inference-prod-models-222233334444";
  const read = (plan: ReturnType<typeof pinned>) =>
    (
      JSON.parse(String(config(plan, "aws_iam_role_policy.churn")["policy"])) as {
        Statement: { Resource: unknown; Condition?: object }[];
      }
    ).Statement;
  const [files, , decrypt] = read(pinned());
  expect(files?.Resource).toEqual([`${arn}/churn/2/*`, `${arn}/churn/2.json`]);
  expect(decrypt?.Condition).toMatchObject({
    StringLike: { "kms:EncryptionContext:aws:s3:arn": [arn, `${arn}/churn/2/*`, `${arn}/churn/2.json`] },
  });
  expect(read(pinned({}, { manifestDigest: undefined }))[0]?.Resource).toBe(`${arn}/churn/2/*`);
});

test("ML-04 the rollout waits for a comparison that reads each downloaded byte", () => {
  const seconds = (plan: ReturnType<typeof pinned>) =>
    Number(at(deployment(plan), "progress_deadline_seconds"));
  expect(seconds(pinned()) - seconds(pinned({}, { manifestDigest: undefined }))).toBe(256);
});

test("ML-04 a pinned content adds no finding, with and without internet access", () => {
  for (const egress of ["none", "single-nat"])
    for (const weights of [{ sizeGiB: 1, mode: "download" }, { sizeGiB: 1, mode: "mount" }, undefined]) {
      const network = { network: { egress } };
      const lines = (ofModel: object) => {
        const stated = statedIn(settingsFor(configWith(ML, change(network, { weights, ...ofModel }))));
        const plan = environmentPlan(pinned(network, { weights, ...ofModel }));
        return CHECKS.flatMap((check) => foundBy(check, plan, { statedOf: () => stated }));
      };
      const before = new Set(lines({ manifestDigest: undefined }));
      expect(lines({}).filter((line) => !before.has(line))).toEqual([]);
    }
});

const problems = (...model: string[]) => partProblems("mlflow", "imageTag: 3.17.2-2", { model }).join("\n");

test.each([
  [
    "a digest without its algorithm",
    ["bucketPrefix: spell/2/", `manifestDigest: ${"a".repeat(64)}`],
    "sha256: and 64",
  ],
  [
    "a short digest",
    ["bucketPrefix: spell/2/", "manifestDigest: sha256:abc"],
    "sha256: and 64 hexadecimal digits",
  ],
  ["a digest without a prefix", [`manifestDigest: ${DIGEST}`], "bucketPrefix: spell/1/"],
  [
    "a prefix of all versions",
    ["bucketPrefix: spell/", `manifestDigest: ${DIGEST}`],
    "the prefix of a promoted version",
  ],
  [
    "a prefix of another model",
    ["bucketPrefix: fraud/2/", `manifestDigest: ${DIGEST}`],
    "the prefix of a promoted version",
  ],
])("ML-04 %s is refused", (_, model, said) => {
  expect(problems(...model)).toMatch(/^one\.yaml:\d+/);
  expect(problems(...model)).toContain(said);
});

test("ML-04 a digest beside the prefix of a version is accepted", () => {
  expect(problems("bucketPrefix: spell/2/", `manifestDigest: ${DIGEST}`)).toBe("");
});
