import { readFileSync } from "node:fs";
import { type TypedExtract } from "../../dev/provider-schemas/typed-extract";
import { allowsVersion } from "../../src/terraform/version-constraint";
import { asObject } from "../../src/terraform/stack-json";
import { PLANS } from "../support/every-option";
import { type Arguments, type Shape } from "../support/provider-arguments";
import { EXTRACTS, argumentsIn, extractOf, isReadable } from "../support/provider-schemas";

describe.each(["aws", "helm", "kubernetes"])("the constraints on %s", (provider) => {
  const ranges = PLANS.flatMap(([, plan]) =>
    plan.stacks.flatMap((stack) => asObject(stack.terraform["required_providers"])[provider] ?? []),
  ).map((required) => String(asObject(required)["version"]));
  const [oldest = "", ...newer] = EXTRACTS.filter((each) => each.provider === provider).map(
    ({ version }) => version,
  );

  test("begin at the oldest compared version", () => {
    expect(ranges.length).toBeGreaterThanOrEqual(PLANS.length * 2);
    expect(ranges.filter((range) => !range.startsWith(`>= ${oldest}, < `))).toEqual([]);
  });

  test("allow every compared version", () => {
    const refused = [oldest, ...newer].filter(
      (version) => !ranges.every((range) => allowsVersion(range, version)),
    );
    expect(refused).toEqual([]);
  });
});

test("the newest AWS provider is that of the bindings in dev/cdktn/package.json", () => {
  const { dependencies } = JSON.parse(readFileSync("dev/cdktn/package.json", "utf8")) as {
    dependencies: Record<string, string>;
  };
  const { source, date } = extractOf("aws");
  expect(source).toBe(`@cdktn/provider-aws ${dependencies["@cdktn/provider-aws"]}`);
  expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});

/** Arguments and attributes that 6.66.0 no longer has, as compared on 2026-11-21. */
const REMOVED_IN_6 = [
  "aws_eip vpc",
  "aws_eks_addon resolve_conflicts",
  "aws_flow_log log_group_name",
  "aws_launch_template elastic_gpu_specifications",
  "aws_launch_template elastic_gpu_specifications.type",
  "aws_launch_template elastic_inference_accelerator",
  "aws_launch_template elastic_inference_accelerator.type",
];

test("the extract of the bindings has every argument and attribute of 5.100.0, except those that 6 removed", () => {
  const oldest = EXTRACTS.find(({ provider }) => provider === "aws") as TypedExtract;
  const all = Object.entries(oldest.computed).flatMap(([what, computed]) =>
    [...pathsIn(argumentsIn(oldest, what)), ...computed.split(" ").filter((path) => path !== "")].map(
      (path) => [what, path] as const,
    ),
  );
  const missing = all.filter(([what, path]) => !isReadable(extractOf("aws"), what, path.split(".")));
  expect(all.length).toBeGreaterThan(1500);
  expect(missing.map((each) => each.join(" ")).sort()).toEqual(REMOVED_IN_6);
});

const pathsIn = (known: Arguments): string[] =>
  [...known].flatMap(([name, shape]) => [name, ...pathsOf(shape).map((path) => `${name}.${path}`)]);

function pathsOf(shape: Shape): string[] {
  if (shape.kind === "nested") return pathsIn(shape.of());
  return shape.kind === "list" ? pathsOf(shape.of) : [];
}
