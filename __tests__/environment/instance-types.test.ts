import { problemsOfKeys } from "../support/minimal-file";

const FLEX = { vcpus: 2, memoryGiB: 8, pods: 29 };

const refusals = (instanceTypes: object, used: readonly string[] = Object.keys(instanceTypes)): string[] =>
  problemsOfKeys({
    instanceTypes,
    cluster: {
      admins: ["arn:aws:iam::111122223333:role/platform-admin"],
      nodeGroups: { general: {}, other: { instanceTypes: used } },
    },
  }).map((line) => line.replace(/^prod\.yaml:\d+:\d+ /, ""));

test("the sizes of a type that the tables lack are accepted", () => {
  expect(refusals({ "m7i-flex.large": FLEX })).toEqual([]);
  expect(refusals({ "g7e.2xlarge": { ...FLEX, gpus: 1 } })).toEqual([]);
});

test("a family that is newer than this version is accepted", () => {
  expect(refusals({ "m99i.large": FLEX })).toEqual([]);
});

test("fails when the tables have the type", () => {
  expect(refusals({ "m7i.large": FLEX })).toEqual([
    expect.stringMatching(
      /^instanceTypes.*m7i\.large.*: got .*, expected a type whose sizes this version does not have; remove it$/,
    ),
  ]);
});

test("fails when no node group has the type", () => {
  expect(refusals({ "m7i-flex.large": FLEX }, ["m7i.large"])).toEqual([
    expect.stringMatching(
      /expected a type of a node group; remove it, or add it to instanceTypes of a node group$/,
    ),
  ]);
});

test.each([
  ["g7e.2xlarge", {}, "at least 1, since its nodes have NVIDIA GPUs; add gpus"],
  ["m7i-flex.large", { gpus: 1 }, "no gpus: the AMI of this family has no drivers for any; remove gpus"],
])("fails when the GPUs of %s do not fit its image", (type, gpus, problem) => {
  expect(refusals({ [type]: { ...FLEX, ...gpus } })).toEqual([
    expect.stringContaining(`expected ${problem}`),
  ]);
});

test("fails when no image fits the type", () => {
  expect(refusals({ "inf2.xlarge": FLEX }, ["m7i.large"])).toContainEqual(
    expect.stringContaining(
      "expected a Nitro instance type without an accelerator, or an NVIDIA family with an EKS AMI",
    ),
  );
});

test.each([
  [{ pods: 3 }, "pods"],
  [{ memoryGiB: 0 }, "memoryGiB"],
  [{ vcpus: 1.5 }, "vcpus"],
])("fails when a size is %j", (size, key) => {
  expect(refusals({ "m7i-flex.large": { ...FLEX, ...size } })).toEqual([
    expect.stringContaining(`.${key}: got`),
  ]);
});

test.each(["inf1.xlarge", "inf2.xlarge", "trn1.2xlarge", "trn1n.32xlarge", "trn2.48xlarge", "trn3.48xlarge"])(
  "fails when a node group has %s, with the reason",
  (type) => {
    expect(refusals({}, ["m7i.large", type])).toEqual([
      expect.stringContaining(
        ": AWS Neuron runs compiled models with an image and a device plugin of its own, which this version does not have (decision 0137)",
      ),
    ]);
  },
);

test("fails when pods have single addresses, and no table or key has those of the type", () => {
  const problems = (keys: object) =>
    problemsOfKeys({
      cluster: {
        admins: ["arn:aws:iam::111122223333:role/platform-admin"],
        podAddresses: "single",
        nodeGroups: { general: { instanceTypes: ["t3.medium", "m7i-flex.large"] } },
      },
      ...keys,
    });
  expect(problems({})).toEqual([
    expect.stringMatching(
      /instanceTypes\[1\].*: got m7i-flex\.large, expected a type whose number of addresses is known, with cluster\.podAddresses: single; state its sizes under instanceTypes/,
    ),
  ]);
  expect(problems({ instanceTypes: { "m7i-flex.large": FLEX } })).toEqual([]);
});
