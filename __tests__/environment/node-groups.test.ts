import { problemsOfKeys } from "../support/minimal-file";

const ADMINS = ["arn:aws:iam::111122223333:role/platform-admin"];
const MODELS = [{ name: "fraud", image: { tag: "1.0.0" }, nodeGroup: "gpu" }];

const problemsWith = (keysOfGroup: object, keys: object = {}): string[] => {
  const gpu = { instanceTypes: ["g5.xlarge"], ...keysOfGroup };
  return problemsOfKeys({ cluster: { admins: ADMINS, nodeGroups: { general: {}, gpu } }, ...keys });
};

describe("rules on GPUs of a node group read no other key of it: they apply beside", () => {
  test.each([
    ["refused taints", { taints: "none" }],
    ["a key with a wrong name", { taint: [] }],
  ])("%s", (_, keysOfGroup) => {
    const withoutGpus = expect.stringContaining(
      "expected a node group without GPUs for a model with gpus: 0",
    );
    expect(problemsWith(keysOfGroup, { models: MODELS })).toContainEqual(withoutGpus);
    expect(problemsWith(keysOfGroup)).not.toContainEqual(withoutGpus);
  });
});

describe("the rule on nodes with GPUs reads nothing but the cluster: it applies beside", () => {
  const components = { "gpu-metrics": {} };
  test.each([
    ["a refused network", { network: "none" }],
    ["a refused list of types", { instanceTypes: [] }],
    ["a key with a wrong name", { ownr: "platform", namespace: "models" }],
  ])("%s", (_, refused) => {
    const withoutNodes = expect.stringContaining("got GPU metrics without GPU nodes");
    expect(problemsOfKeys({ components, ...refused })).toContainEqual(withoutNodes);
    expect(problemsWith({}, { components, ...refused })).not.toContainEqual(withoutNodes);
  });
});
