import { join } from "node:path";
import { publishTo, workFolder } from "../../support/published-output";
import { costReport } from "./cost-runs";

const out = join(workFolder("capacity-report"), "out");

const model = (name: string, over: object = {}) => ({ name, image: { tag: "1.0.0" }, ...over });

beforeAll(() =>
  publishTo(out, {
    mlapp: { models: [model("api", { requestsPerSecond: { perPod: 20, peak: 100, average: 12.5 } })] },
    "ml-inference-prod": {
      cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g6.xlarge"] } } },
      models: [
        model("vision", {
          nodeGroup: "gpu",
          gpus: 1,
          requestsPerSecond: { perPod: 5, peak: 40 },
        }),
        model("text"),
      ],
    },
    "language-models": {},
  }),
);

const reportOn = (environment: string): string => costReport("--in", out, "--environments", environment);

test("N24 the report shows how the cost of a million requests follows from the stated requests", () => {
  // 5 pods × (0.25 vCPU × 0.04048 + 1 GB × 0.004445) USD an hour
  const report = reportOn("mlapp");
  expect(report).toContain(
    "api at the peak: 100 requests/s ÷ 20 a pod: 5 replicas; 5 pods on Fargate × 0.0146 USD an hour ÷ (100 × 3600 s) = 0.202 USD a million requests",
  );
  expect(report).toContain(
    "api at the average: 12.5 requests/s ÷ 20 a pod: 2 replicas; 2 pods on Fargate × 0.0146 USD an hour ÷ (12.5 × 3600 s) = 0.647 USD a million requests",
  );
});

test("N24 the report shows the limit of a node, its GPU memory, and replicas without a node", () => {
  const report = reportOn("ml-inference-prod");
  expect(report).toMatch(/^│ vision │ .* │ g6\.xlarge: 1, limited by GPUs; │/m);
  expect(report).toMatch(/│ 1 L4 with 22\.3 GiB each +│/);
  expect(report).toContain(
    "vision at the peak: 40 requests/s ÷ 5 a pod: 8 replicas, of which 2 run and serve 10 requests/s",
  );
});

test("N24 the report names the models whose requests a second are not given", () => {
  expect(reportOn("ml-inference-prod")).toContain(
    "requests a second of a pod are not given (models[].requestsPerSecond): text\n",
  );
});

test("N24 a language model costs an amount for a million tokens, by the tokens of an answer", () => {
  expect(reportOn("language-models")).toMatch(
    /^chat at the peak: 12 requests\/s ÷ 4 a pod: .* ÷ \(12 × 3600 s\) = (\d+)\.\d\d USD a million requests ÷ 300 tokens an answer = 0\.\d{3} USD a million generated tokens$/m,
  );
});
