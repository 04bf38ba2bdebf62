import { environmentSchema } from "../../src/parts/environment-schema";
import { configWith } from "../support/environments";
import { planWith } from "../support/changed-plans";
import { container } from "../platform/models-stack";
import { readExpectation } from "../../src/environment/loader/expectation";
import { QUANTITIES } from "../../src/environment/quantities";

const issueOf = (schema: ReturnType<typeof QUANTITIES.cpu.schema>, text: string) =>
  readExpectation(schema.safeParse(text).error?.issues[0]?.message ?? "");

test.each([
  ["0.5", "500m"],
  ["500m", "500m"],
  ["1e3", "1k"],
  ["1k", "1k"],
  ["1000m", "1"],
  ["0.001", "1m"],
])("the CPU quantity %s is accepted as %s", (written, stored) => {
  expect(QUANTITIES.cpu.schema().parse(written)).toBe(stored);
});

test.each([
  ["0.5Gi", "512Mi"],
  ["1.5Gi", "1536Mi"],
  ["512M", "512M"],
  ["1Ti", "1Ti"],
  ["2e9", "2G"],
  ["1073741824", "1073741824"],
  ["1024Mi", "1Gi"],
])("the memory quantity %s is accepted as %s", (written, stored) => {
  expect(QUANTITIES.memory.schema().parse(written)).toBe(stored);
});

test.each(["0", "0m", "0.0001", "100u", "-1", "1 CPU", "1,5"])("the CPU quantity %j is refused", (text) => {
  expect(issueOf(QUANTITIES.cpu.schema(), text)?.expected).toMatch(/^a Kubernetes CPU quantity/);
});

test.each([
  ["512", "write the unit: 512Mi"],
  ["512m", "write more, in Mi or Gi"],
  ["1023Ki", "write more, in Mi or Gi"],
  ["1.7Gi", "write 1741Mi"],
  ["512MB", "use Mi or Gi, not MB or GB"],
  ["0", "write more, in Mi or Gi"],
])("the memory quantity %j is refused: %s", (text, fix) => {
  const issue = QUANTITIES.memory.schema().safeParse(text).error?.issues[0]?.message ?? "";
  expect(readExpectation(issue)?.fix).toBe(fix);
});

const MODEL = { ...configWith("mlapp").models[0], name: "a", paths: ["/a"] };
const WRITTEN = {
  cpuRequest: "0.5",
  cpuLimit: "1e0",
  memoryRequest: "0.5Gi",
  memoryLimit: "1.5Gi",
  ephemeralStorage: "2048Mi",
};

test("ML-04 quantities reach the pods in the form that Kubernetes stores", () => {
  const plan = planWith("mlapp", { models: [{ ...MODEL, ...WRITTEN }] });
  expect(container(plan, "a")).toMatchObject({
    resources: {
      requests: { cpu: "500m", memory: "512Mi", "ephemeral-storage": "2Gi" },
      limits: { cpu: "1", memory: "1536Mi", "ephemeral-storage": "2Gi" },
    },
  });
});

test("a number without quotes is read as it is written", () => {
  const { models } = environmentSchema.parse({
    ...configWith("mlapp"),
    models: [{ ...MODEL, cpuRequest: "1.50" }],
  });
  expect(models[0]?.cpuRequest).toBe("1500m");
});
