import { ownCharts } from "../../../src/checks/images/own-charts";
import { statedIn } from "../../../src/infrastructure/stated";
import { type Editable, altered } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { foundBy } from "../../support/findings";
import { DNS } from "../../support/own-charts";
import { settingsFor } from "../../support/recorded-causes";

test("a chart of another version than in the file is found", () => {
  const change = { charts: { "external-dns": DNS } };
  const statedOf = () => statedIn(settingsFor(configWith("ml-inference-prod", change)));
  const plan = altered(planWith("ml-inference-prod", change), ({ platform }) => {
    (platform.resource.helm_release.charts_external_dns as Editable)["version"] = "1.22.0";
  });
  expect(foundBy(ownCharts, plan, { statedOf }).join("\n")).toContain(
    "its version is 1.22.0, and 1.21.1 in the file",
  );
});
