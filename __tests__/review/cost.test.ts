import { reviewSchema } from "../../dev/schemas/review";
import { signedUsdText, usdText } from "../../src/cost/formula";
import { jsonReport } from "../../src/review/rendering/json";
import { markdownReport } from "../../src/review/rendering/markdown";
import { pageOf } from "../../src/review/rendering/page-of";
import { textPage } from "../../src/review/text";
import { type EnvironmentRecord } from "../../src/terraform/environment-record";
import { type JsonObject, asObject } from "../../src/terraform/stack-json";
import { planWith } from "../support/changed-plans";
import { planOf } from "../support/reference-plans";
import { edited, outputStacks, reviewOf } from "./pairs";
import { OPTION_B } from "./topic-lines";

const MLAPP = "mlapp";
const stacks = outputStacks(planOf(MLAPP));
const repositoriesOf = (environment: string): JsonObject =>
  asObject(asObject(planOf(environment).stack("cluster").json["resource"])["aws_ecr_repository"]);
const jsonOf = (review: ReturnType<typeof reviewOf>) => {
  const { environments } = reviewSchema.parse({ formatVersion: 1, ...jsonReport({ reviews: [review] }) });
  const [json] = environments;
  if (!json) throw new Error("no review");
  return json;
};

describe("a removed environment", () => {
  const review = reviewOf({ environment: MLAPP, before: stacks, after: [] });
  const text = textPage(pageOf(review));

  test("is no saving, since its resources stay", () => {
    expect(review.cost.differences).toEqual([]);
    expect(text).toMatch(
      /no saving: \d+ lines of the bill stay, since Terraform destroys none of these resources: [\d.]+ to [\d.]+ USD a month/,
    );
    expect(text).not.toMatch(/difference: -/);
    expect(text).toContain("after: nothing in the stacks");
  });

  test("is no saving in Markdown and in JSON either", () => {
    expect(markdownReport({ reviews: [review] }, () => "")).toContain("no saving: ");
    const { cost } = jsonOf(review);
    expect(cost.after).toBeNull();
    expect(cost.staying).toEqual(cost.before);
    expect(cost.staying?.max).toBeGreaterThan(100);
  });
});

test("a removed stack is no saving", () => {
  const after = stacks.filter(({ layer }) => layer !== "cluster");
  const { cost } = reviewOf({ environment: MLAPP, before: stacks, after });
  expect([...new Set(cost.staying.map(({ layer }) => layer))]).toEqual(["cluster"]);
  expect(cost.differences.filter(({ stack }) => stack === "mlapp-cluster")).toEqual([]);
});

test("a destroyed resource is a saving", () => {
  const after = outputStacks(planOf(MLAPP), ({ network }) => {
    Reflect.deleteProperty(network.resource.aws_vpc_endpoint, "sts");
  });
  const { cost } = reviewOf({ environment: MLAPP, before: stacks, after });
  expect(cost.staying).toEqual([]);
  expect(
    cost.differences.find(({ address }) => address === "aws_vpc_endpoint.sts")?.change?.max,
  ).toBeLessThan(-10);
});

test("a resource that Terraform forgets is no saving", () => {
  const after = outputStacks(planOf(MLAPP), ({ network }) => {
    Reflect.deleteProperty(network.resource.aws_vpc_endpoint, "sts");
    network.removed = [{ from: "aws_vpc_endpoint.sts", lifecycle: { destroy: false } }];
  });
  const { cost } = reviewOf({ environment: MLAPP, before: stacks, after });
  expect(cost.staying.map(({ address, item }) => `${address} ${item}`)).toEqual([
    "aws_vpc_endpoint.sts interface endpoint",
    "aws_vpc_endpoint.sts endpoint traffic",
  ]);
});

test("a retained repository is no difference, since its storage is billed as before", () => {
  const [name = ""] = Object.keys(repositoriesOf(MLAPP));
  const after = outputStacks(planOf(MLAPP), ({ cluster }) => {
    Reflect.deleteProperty(cluster.resource.aws_ecr_repository, name);
    cluster.removed = [{ from: `aws_ecr_repository.${name}`, lifecycle: { destroy: false } }];
  });
  const { cost } = reviewOf({ environment: MLAPP, before: stacks, after });
  expect([cost.differences, cost.staying]).toEqual([[], []]);
});

test("a moved resource is no difference", () => {
  const after = outputStacks(planOf(MLAPP), ({ network }) => {
    const { main } = network.resource.aws_nat_gateway;
    network.resource.aws_nat_gateway = { other: main };
    network.moved = [{ from: "aws_nat_gateway.main", to: "aws_nat_gateway.other" }];
  });
  const { cost } = reviewOf({ environment: MLAPP, before: stacks, after });
  expect(cost.differences.map(({ address }) => address)).not.toContain("aws_nat_gateway.main");
  expect(cost.differences.map(({ item }) => item)).not.toContain("NAT gateway");
});

describe("prices of another region", () => {
  const after = outputStacks(
    planWith(MLAPP, { region: "us-west-1", cluster: { nodeGroups: { general: { maxPerZone: 4 } } } }),
  );
  const before = outputStacks(planWith(MLAPP, { region: "us-west-1" }));
  const review = reviewOf({ environment: MLAPP, before, after });

  test("mark the difference, each line and both totals", () => {
    const text = textPage(pageOf(review));
    expect(text).toMatch(
      /difference: about \+0\.00 to \+[\d.]+ USD a month, incomplete: at prices of us-west-2/,
    );
    expect(text).toMatch(/\+[\d.]+ USD at prices of us-west-2: node \(t3\.medium\)/);
    expect(text).toMatch(/after: about [\d.]+ to [\d.]+ USD a month, incomplete: /);
  });

  test("are not complete in JSON", () => {
    const { cost } = jsonOf(review);
    expect([cost.before?.complete, cost.after?.complete]).toEqual([false, false]);
    expect(cost.differences.length).toBeGreaterThan(0);
    expect(cost.differences.filter(({ complete }) => complete)).toEqual([]);
  });
});

describe("own prices in the file", () => {
  const record = (usd: number): EnvironmentRecord => ({
    causes: [],
    waivers: [],
    settings: [
      { path: ["prices", "source"], value: "agreement" },
      { path: ["prices", "items", "natGatewayHour"], value: usd },
    ],
  });

  test("change the cost alone", () => {
    const review = reviewOf(
      { environment: MLAPP, before: stacks, after: stacks },
      { records: [record(0.02), record(0.03)] },
    );
    expect(review.verdict).toBe("no change");
    expect(review.cost.differences.map(({ item, change }) => [item, change?.max.toFixed(2)])).toEqual([
      ["NAT gateway", "7.30"],
    ]);
  });
});

test.each([
  [-0.004, "+0.00"],
  [0, "+0.00"],
  [-0, "+0.00"],
  [0.004, "+0.00"],
  [-0.006, "-0.01"],
  [12.3, "+12.30"],
])("a difference of %d USD is written %s", (usd, text) => {
  expect(signedUsdText(usd)).toBe(text);
  expect(usdText(Math.abs(usd))).not.toContain("-");
});

test("a removed resource lowers the cost", () => {
  const { cost } = reviewOf(
    edited(OPTION_B, ({ network }) => Reflect.deleteProperty(network.resource.aws_vpc_endpoint, "sts")),
  );
  const endpoint = cost.differences.find(({ address }) => address === "aws_vpc_endpoint.sts");
  expect(endpoint?.change?.max).toBeLessThan(0);
});
