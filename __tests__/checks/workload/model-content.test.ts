import { modelContent } from "../../../src/checks/workload/model-content";
import { modelPermissions } from "../../../src/checks/identity/model-permissions";
import { statedIn } from "../../../src/infrastructure/stated";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { foundBy, within } from "../../support/findings";
import { settingsFor } from "../../support/recorded-causes";

const ENVIRONMENT = "ml-inference-prod";
const DIGEST = `sha256:${"a".repeat(64)}`;
const PLACE = "ml-inference-prod-models-222233334444 churn/2/";
const change = (ofModel: object = {}) => ({
  models: [
    {
      name: "churn",
      image: { tag: "1" },
      bucketPrefix: "churn/2/",
      manifestDigest: DIGEST,
      weights: { sizeGiB: 1, mode: "download" },
      ...ofModel,
    },
  ],
});
const context = (ofModel: object = {}) => ({
  statedOf: () => statedIn(settingsFor(configWith(ENVIRONMENT, change(ofModel)))),
});

/** Edits the copy and the comparison. */
type Change = (inits: [copy: Editable, comparison: Editable]) => unknown;
const after = (edit: Change, ofModel: object = {}, stated = ofModel): string =>
  foundBy(
    modelContent,
    altered(planWith(ENVIRONMENT, change(ofModel)), ({ models }) => {
      const pod = models.resource["kubernetes_deployment_v1"].churn.spec.template.spec as Editable;
      edit(pod["init_container"] as [Editable, Editable]);
    }),
    context(stated),
  ).join("\n");

test.each<readonly [string, Change, string]>([
  ["no comparison", (inits) => inits.pop(), "no init container compares its files with manifestDigest"],
  [
    "another digest",
    (inits) => (inits[1]["args"][2] = `sha256:${"b".repeat(64)}`),
    `churn/2/ sha256:${"b".repeat(64)} /mnt/weights, expected ${PLACE} ${DIGEST} /mnt/weights`,
  ],
  [
    "another prefix",
    (inits) => (inits[1]["args"][1] = "churn/1/"),
    `churn/1/ ${DIGEST} /mnt/weights, expected ${PLACE}`,
  ],
  [
    "another bucket",
    (inits) => (inits[1]["args"][0] = "other"),
    `it compares other churn/2/ ${DIGEST} /mnt/weights, expected ${PLACE}`,
  ],
  [
    "another program",
    (inits) => (inits[1]["command"][2] = "exit 0"),
    "it runs another program than the comparison",
  ],
  [
    "another shell",
    (inits) => (inits[1]["command"][0] = "true"),
    "it runs another program than the comparison",
  ],
  ["another image", (inits) => (inits[1]["image"] = "docker.io/other/aws:1"), "docker.io/other/aws"],
  [
    "a comparison of the bucket alone",
    (inits) => inits[1]["args"].pop(),
    `${DIGEST}, expected ${PLACE} ${DIGEST} /mnt/weights`,
  ],
  [
    "a comparison before the copy",
    (inits) => inits.reverse(),
    "it does not read the volume of the copy after it",
  ],
  [
    "a folder of another volume",
    (inits) => (inits[1]["volume_mount"][1].name = "tmp"),
    "it does not read the volume of the copy after it",
  ],
])("model-content finds %s", (_, edit, message) => {
  expect(after(edit)).toContain(message);
});

test("model-content finds a comparison that the file does not state", () => {
  expect(after(() => undefined, {}, { manifestDigest: undefined })).toContain(
    `${DIGEST} /mnt/weights, expected ${PLACE} no digest /mnt/weights`,
  );
});

test.each(["download", "mount", undefined])(
  "model-content accepts what synth emits with weights %s",
  (mode) => {
    const weights = mode && { sizeGiB: 1, mode };
    expect(
      foundBy(
        modelContent,
        environmentPlan(planWith(ENVIRONMENT, change({ weights }))),
        context({ weights }),
      ),
    ).toEqual([]);
  },
);

test("model-permissions finds a role that cannot read the manifest, and one that reads others", () => {
  const withResource = (resource: (all: string[]) => unknown): string =>
    foundBy(
      modelPermissions,
      altered(planWith(ENVIRONMENT, change()), ({ models }) =>
        within(models.resource["aws_iam_role_policy"].churn, "policy", ({ Statement }) => {
          const [first] = Statement as unknown as [{ Resource: unknown }];
          first.Resource = resource(first.Resource as string[]);
        }),
      ),
      context(),
    ).join("\n");
  expect(withResource(([files]) => files)).toMatch(/missing s3:GetObject on \S+\/churn\/2\.json/);
  expect(withResource(([files]) => [files, String(files).replace("2/*", "*")])).toMatch(
    /not needed: s3:GetObject/,
  );
});
