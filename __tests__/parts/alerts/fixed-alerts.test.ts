import rows from "../../../src/parts/alerts/fixed-alerts.json";
import { gpuAlerts, platformAlerts } from "../../../src/parts/alerts/platform-alerts";

const all = [...rows.workloads, ...rows.platform, ...rows.gpus];
const emitted = [...platformAlerts(["kube-system", "models"]), ...gpuAlerts()];

test("OBS-02 each alert of the rows has the severity of its row, and no other key", () => {
  expect(all.length).toBeGreaterThan(9);
  const keys = ["name", "severity", "note", "expression", "after", "summary", "runbook"];
  for (const row of all) {
    expect(emitted.filter(({ name }) => name === row.name)).toMatchObject([{ severity: row.severity }]);
    expect(Object.keys(row).filter((key) => !keys.includes(key))).toEqual([]);
  }
});

test("OBS-02 no text of an alert has the name of a value in place of the value", () => {
  expect(emitted.length).toBeGreaterThan(11);
  const texts = emitted.flatMap(({ expression, summary, runbook }) => [expression, summary, runbook]);
  expect(texts.filter((text) => /(?<!\{)\{\w+\}(?!\})/.test(text))).toEqual([]);
});
