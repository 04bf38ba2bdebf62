import { type HelmRelease, helmReleasesOf } from "../../src/analysis/helm-releases";
import { EnvironmentPlan } from "../../src/terraform-json/environment-plan";
import { type JsonObject, StackJson } from "../../src/terraform-json/stack-json";

/** The release of these arguments, as checks read it. */
function release(config: JsonObject): HelmRelease {
  const stack = new StackJson("test-platform", { resource: { helm_release: { release: config } } });
  const [read] = helmReleasesOf(new EnvironmentPlan("test", [{ layer: "platform", stack }]));
  if (!read) throw new Error("no release was read");
  return read;
}

test.each([
  ["oci://public.ecr.aws/karpenter/karpenter", "karpenter", false],
  ["metrics-server", "metrics-server", false],
  ["${path.module}/charts/custom-resources", "custom-resources", true],
  ["./charts/custom-resources", "custom-resources", true],
  ["/charts/custom-resources", "custom-resources", true],
])("the chart of %s is %s, beside the stack: %s", (chart, name, local) => {
  expect(release({ chart })).toMatchObject({ chart: name, local });
});

test("a release that names no namespace stands in default", () => {
  expect([release({}), release({ namespace: "kube-system" })].map(({ namespace }) => namespace)).toEqual([
    "default",
    "kube-system",
  ]);
});

describe("values", () => {
  test("are read as JSON and as YAML, and later ones win, key by key at every depth", () => {
    const values = [
      '{"image":{"tag":"v1","pullPolicy":"Always"},"replicas":1}',
      "image:\n  tag: v2\nzones: [a]\n",
    ];
    expect(release({ values }).values).toEqual({
      image: { tag: "v2", pullPolicy: "Always" },
      replicas: 1,
      zones: ["a"],
    });
  });

  test("a list takes the place of a list", () => {
    expect(release({ values: ['{"zones":["a","b"]}', '{"zones":["c"]}'] }).values).toEqual({ zones: ["c"] });
  });

  test("what is set wins over all", () => {
    const values = ['{"image":{"tag":"v1","pullPolicy":"Always"}}'];
    expect(release({ values, set: [{ name: "image.tag", value: "v2" }] }).values).toEqual({
      image: { tag: "v2", pullPolicy: "Always" },
    });
  });

  test("a key that is set may hold dots", () => {
    const set = [{ name: "serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn", value: "arn" }];
    expect(release({ set }).values).toEqual({
      serviceAccount: { annotations: { "eks.amazonaws.com/role-arn": "arn" } },
    });
  });

  test.each<readonly [string, string | undefined, unknown]>([
    ["false", undefined, false],
    ["false", "auto", false],
    ["false", "string", "false"],
    ["12", undefined, 12],
    ["007", undefined, "007"],
    ["v1", undefined, "v1"],
    ["null", undefined, null],
  ])("a value that is set to %j with the type %s is read as Helm reads it", (value, type, expected) => {
    expect(release({ set: [{ name: "a", value, ...(type ? { type } : {}) }] }).values).toEqual({
      a: expected,
    });
  });

  test.each([
    ["neither JSON nor YAML", ["{ not: [json"]],
    ["no mapping", ["just a text"]],
    ["no text", [{}]],
    ["nothing", undefined],
  ])("of %s are none", (_what, values) => {
    expect(release(values === undefined ? {} : { values }).values).toEqual({});
  });
});
