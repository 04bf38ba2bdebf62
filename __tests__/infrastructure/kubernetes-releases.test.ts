import { type HelmRelease, helmReleasesOf } from "../../src/infrastructure/kubernetes-releases";
import { EnvironmentPlan } from "../../src/terraform/environment-plan";
import { type JsonObject, StackJson } from "../../src/terraform/stack-json";

/** The release with these arguments. */
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

test.each([
  [{}, "default"],
  [{ namespace: "kube-system" }, "kube-system"],
])("the namespace of a release with %j is %s", (config, namespace) => {
  expect(release(config).namespace).toBe(namespace);
});

describe("values", () => {
  test("are parsed as JSON or YAML and merged at every depth; later ones override earlier ones", () => {
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

  test("a list replaces a list", () => {
    expect(release({ values: ['{"zones":["a","b"]}', '{"zones":["c"]}'] }).values).toEqual({ zones: ["c"] });
  });

  test("`set` overrides values", () => {
    const values = ['{"image":{"tag":"v1","pullPolicy":"Always"}}'];
    expect(release({ values, set: [{ name: "image.tag", value: "v2" }] }).values).toEqual({
      image: { tag: "v2", pullPolicy: "Always" },
    });
  });

  test("a key in `set` can contain escaped dots", () => {
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
  ])("a value %j in `set` with the type %s is converted as in Helm", (value, type, expected) => {
    expect(release({ set: [{ name: "a", value, ...(type ? { type } : {}) }] }).values).toEqual({
      a: expected,
    });
  });

  test.each([
    ["invalid YAML", ["{ not: [json"]],
    ["a text without keys", ["just a text"]],
    ["an object in place of a text", [{}]],
    ["an unset argument", undefined],
  ])("are empty for %s", (_what, values) => {
    expect(release(values === undefined ? {} : { values }).values).toEqual({});
  });
});
