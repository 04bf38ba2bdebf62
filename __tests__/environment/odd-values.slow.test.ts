import { WorkingCopy } from "../support/working-copy";

/** A copy of two environments; the second has an error that only a check finds. */
function copyWith(instanceTypes: string): WorkingCopy {
  const copy = new WorkingCopy("ml-inference-prod", "retail-forecast");
  copy.edit(
    "ml-inference-prod.yaml",
    "  observability: true\n",
    `  observability: true\n  nodeGroups: { general: {}, other: { instanceTypes: [${instanceTypes}] } }\n`,
  );
  copy.edit("ml-inference-prod.yaml", "memoryLimit: 1Gi", "memoryLimit: 1Mi");
  copy.edit("retail-forecast.yaml", /^ {2}webAclArn:.*\n/m, "");
  return copy;
}

test.each([
  ["t2.micro", "t3.medium"],
  ["m4.large", "m7i.large"],
  ["p3.2xlarge", "g5.2xlarge"],
  ["inf2.xlarge", "g5.xlarge"],
  ["trn1.2xlarge", "g5.2xlarge"],
])("the instance type %s is refused with %s in its place, beside all other errors", async (type, instead) => {
  const { error } = await copyWith(`m7i.large, ${type}`).synth();
  const at = String.raw`ml-inference-prod\.yaml:\d+:\d+ cluster\.nodeGroups\.other\.instanceTypes\[1\]`;
  expect(error).toMatch(
    new RegExp(`${at}: got ${type}, expected a Nitro instance type .*; choose a type such as ${instead}`),
  );
  expect(error).toMatch(/models\[0\]\.memoryLimit: got 1Mi/);
  expect(error).toMatch(/public-entry-waf.*retail-forecast/);
});

test.each(["m7i.large, m7g.large", "g5.xlarge, m7i.large"])(
  "the instance types %s in one group are refused beside all other errors",
  async (types) => {
    const { error } = await copyWith(types).synth();
    expect(error).toMatch(
      /ml-inference-prod\.yaml:\d+:\d+ cluster\.nodeGroups\.other\.instanceTypes: got a list of 2, expected instance types of one architecture.*; create a node group for each kind/,
    );
    expect(error).toMatch(/models\[0\]\.memoryLimit: got 1Mi/);
    expect(error).toMatch(/public-entry-waf.*retail-forecast/);
  },
);

test("an instance type of another form is one error", async () => {
  const { error } = await copyWith("P3").synth();
  expect(error?.match(/instanceTypes\[0\]/g)).toHaveLength(1);
});

describe("a node group with two architectures", () => {
  const found = async (keys: string): Promise<string[]> => {
    const copy = new WorkingCopy("mlapp");
    const groups = `  nodeGroups: { general: { instanceTypes: [m7i.large, m7g.large]${keys} } }`;
    copy.edit("mlapp.yaml", "  fargate: true\n", `  fargate: true\n${groups}\n`);
    const { error } = await copy.synth();
    const problems = (error ?? "").matchAll(/mlapp\.yaml:\d+:\d+ (\S+): got/g);
    return [...problems].map(([, path]) => path ?? "").sort();
  };

  test("is one problem, because it may run the system pods after its correction", async () => {
    expect(await found("")).toEqual(["cluster.nodeGroups.general.instanceTypes"]);
  });

  test("is two problems with minPerZone of 0, because it can never run the system pods", async () => {
    expect(await found(", minPerZone: 0")).toEqual([
      "cluster.nodeGroups",
      "cluster.nodeGroups.general.instanceTypes",
    ]);
  });
});
