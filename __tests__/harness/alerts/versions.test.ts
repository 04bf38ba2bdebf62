import { readFileSync } from "node:fs";
import { join } from "node:path";
import { alertRules } from "../../../src/parts/alerts/checks/alert-rules";
import { CHART_FACTS } from "../../../src/evidence/charts";

const modules = readFileSync(join(__dirname, "../../real/alerts/programs/go.mod"), "utf8");

/** Version of a program in the chart, without an ending such as `-distroless`. */
const inChart = (name: string): string | undefined =>
  CHART_FACTS["kube-prometheus-stack"]?.images
    .find(({ repository }) => repository.endsWith(`/${name}`))
    ?.tag.replace(/-.*$/, "");

test.each([
  ["alertmanager", (version: string) => version],
  // Modules of Prometheus 3.14.0 have the version 0.314.0.
  ["prometheus", (version: string) => version.replace(/^v(\d+)\.(\d+)/, "v0.$1$2")],
])("OBS-02 the alert suite runs the %s of the chart", (name, moduleVersion) => {
  const version = inChart(name);
  expect(version).toMatch(/^v\d+\.\d+\.\d+$/);
  const listed = modules.split("\n").map((line) => line.trim().split(" ").slice(0, 2).join(" "));
  expect(listed).toContain(`github.com/prometheus/${name} ${moduleVersion(version ?? "")}`);
});

test("OBS-02 texts about promtool name the version of the chart", () => {
  const [, minor] = /^v(\d+\.\d+)\./.exec(inChart("prometheus") ?? "") ?? [];
  const page = readFileSync(join(__dirname, "../../../docs/parts/alerts.md"), "utf8");
  const named = [page, alertRules.source].map((text) => /\bPrometheus (\d+\.\d+)/.exec(text)?.[1]);
  expect(named).toEqual([minor, minor]);
});
