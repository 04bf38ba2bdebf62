import { addressLockOf, formatLock } from "../../src/project/address-locks/lock";
import { decidingLines } from "../../src/review/deciding-files/deciding-files";
import { worstFirst } from "../../src/review/stages/lines";
import { type Review } from "../../src/review/stages/review";
import { textReport } from "../../src/review/text";
import { plain, say } from "../../src/review/stages/phrase";
import { FORMATS, caseNamed, json } from "./rendering/formats";
import { linesOf } from "./deciding-lines";
import { edited, reviewOf } from "./pairs";

const NAMES = Array.from({ length: 12 }, (_, index) => `region-${index}`);

/** Lock of an environment, with a model and a group that `lock addresses --accept` can record as gone. */
const lock = (name: string, isAccepted: boolean, zone = "a"): string => {
  const cluster = `${name}-cluster`;
  return formatLock(
    addressLockOf({
      moves: isAccepted ? [] : [{ stack: cluster, from: "aws_kms_key.old", to: "aws_kms_key.cluster" }],
      addresses: {
        [cluster]: [
          "aws_eks_cluster.main",
          "aws_kms_key.cluster",
          ...(isAccepted ? [] : ["aws_ecr_repository.scores", `aws_eks_node_group.gpu_${zone}`]),
        ],
        [`${name}-models`]: [
          "kubernetes_namespace_v1.models",
          ...(isAccepted ? [] : ["kubernetes_deployment_v1.scores"]),
        ],
      },
      values: {
        [cluster]: {
          "aws_eks_cluster.main": { name: isAccepted ? "renamed" : name },
          ...(isAccepted ? {} : { [`aws_eks_node_group.gpu_${zone}`]: { disk: "100" } }),
        },
      },
      repositories: isAccepted ? {} : { [cluster]: { "aws_ecr_repository.scores": "scores" } },
      retained: isAccepted ? { [cluster]: { "aws_ecr_repository.scores": "scores" } } : {},
    }),
  );
};

const accepted = Object.fromEntries(
  NAMES.map((name, index) => [
    `environments/${name}.addresses.json`,
    [lock(name, false, "abc"[index % 3]), lock(name, true)] as const,
  ]),
);

test("an accepted loss in twelve environments has one line for each event", () => {
  const lines = linesOf(accepted);
  expect(lines).toHaveLength(4);
  const [lost, moved, value, retained] = lines;
  expect(lost).toMatch(/^attention: .*aws_ecr_repository\.scores and 35 more.*no longer locked/);
  expect(moved).toMatch(/^attention: .*aws_kms_key\.old → aws_kms_key\.cluster and 11 more.*no longer moved/);
  expect(value).toMatch(/^attention: .*aws_eks_cluster\.main name: region-0 → renamed and 11 more.*replace/);
  expect(retained).toMatch(/^info: .*scores stays in AWS/);
  for (const line of lines) expect(line).toMatch(/region-0\.addresses\.json and 11 more/);
});

test("a lock that no longer has an address says nothing of what Terraform does to it", () => {
  const lost = linesOf(accepted).filter((line) => line.includes("no longer locked"));
  expect(lost).toHaveLength(1);
  expect(lost.join()).not.toMatch(/Terraform destroys/);
});

test("the same change of several files is one line", () => {
  const provider = (version: string): string =>
    `provider "registry.terraform.io/hashicorp/aws" {\n  version     = "${version}"\n  constraints = "~> 6.0"\n  hashes = [\n    "h1:${version}",\n  ]\n}\n`;
  const layers = ["network", "cluster", "platform", "models"];
  const lines = linesOf(
    Object.fromEntries(
      layers.map((layer) => [`locks/${layer}.lock.hcl`, [provider("6.1.0"), provider("6.2.0")] as const]),
    ),
  );
  expect(lines).toHaveLength(1);
  expect(lines.join()).toMatch(/6\.1\.0 → 6\.2\.0.*the same in 3 other files/);
});

test("a change of values that no kind reads is one line for all locks, and needs attention", () => {
  const edited = (text: string): string => JSON.stringify({ ...(JSON.parse(text) as object), other: 1 });
  const lines = linesOf(
    Object.fromEntries(
      NAMES.map((name) => [
        `environments/${name}.addresses.json`,
        [lock(name, true), edited(lock(name, true))] as const,
      ]),
    ),
  );
  expect(lines).toEqual([expect.stringMatching(/^attention: .*other.*not understood/)]);
});

test("a removed stack and its lock have sentences that agree", () => {
  const pair = edited("retail-forecast-option-b", () => undefined);
  const review = reviewOf({ ...pair, after: pair.after.filter(({ layer }) => layer !== "models") });
  const path = "environments/retail-forecast-option-b.addresses.json";
  const before = JSON.stringify({
    moves: [],
    addresses: { "retail-forecast-option-b-models": ["kubernetes_namespace_v1.models"] },
  });
  const text = textReport({
    reviews: [review],
    deciding: decidingLines([{ path, before, after: undefined }], "environments"),
  });
  expect(text).toContain("Terraform does not destroy its");
  expect(text).toContain("kubernetes_namespace_v1.models no longer locked");
  expect(text).not.toMatch(/Terraform destroys/);
});

describe("the worst page is first", () => {
  const deciding = decidingLines(
    Object.entries(accepted).map(([path, [before, after]]) => ({ path, before, after })),
    "environments",
  );
  const stopping = caseNamed("the cluster gets another name");
  const rolling: Review = caseNamed("the cluster gets the next Kubernetes version");

  test.each(FORMATS)(
    "in %s: an environment that must not be merged is before the repository",
    (_, render) => {
      expect([stopping.verdict, rolling.verdict]).toEqual(["destructive", "needs attention"]);
      const text = render({ reviews: [rolling, stopping], deciding });
      const places = [stopping.environment, "the repository ·"].map((name) =>
        text.search(new RegExp(`^\\W*${name}`, "m")),
      );
      expect(places.every((place) => place >= 0)).toBe(true);
      const inSummary = [text.indexOf("STOP: "), text.indexOf(": the repository")];
      expect([...inSummary].sort((a, b) => a - b)).toEqual(inSummary);
      const first = [text.indexOf("data lost"), text.indexOf("no longer locked")];
      expect(first.every((place) => place >= 0)).toBe(true);
      expect([...first].sort((a, b) => a - b)).toEqual(first);
    },
  );

  test("also among open lines of the repository", () => {
    expect(deciding.length).toBeGreaterThan(1);
    expect([...deciding].sort(worstFirst)).toEqual(deciding);
  });

  test("files that only add are after an environment that needs attention", () => {
    const text = textReport({
      reviews: [rolling],
      deciding: [{ level: "info", text: say`one more address` }],
    });
    expect(text.indexOf("one more address")).toBeGreaterThan(text.indexOf(`${rolling.environment} ·`));
    expect(json({ reviews: [rolling], deciding }).summary.verdict).toBe("needs attention");
    expect(plain(deciding[0]?.text ?? [])).toContain("environments/region-0.addresses.json");
  });
});
