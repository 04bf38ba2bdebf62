import { webhooksFirst } from "../../../src/checks/teardown/webhooks-first";
import { altered } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { withKnowledge } from "../../parts/probe/knowledge";

/** The stacks with a chart whose webhook refuses Services of every chart; releases that depend on it. */
const withProbe = (...depending: readonly string[]): string[] =>
  withKnowledge(() => {
    const plan = altered("ml-inference-prod", ({ platform }) => {
      const releases = platform.resource.helm_release as Record<string, Record<string, unknown>>;
      for (const name of depending)
        Object.assign(releases[name] ?? {}, { depends_on: ["helm_release.probe"] });
      releases["probe"] = {
        ...releases["secrets_store_driver"],
        chart: "probe",
        name: "probe",
        depends_on: [],
      };
    });
    return foundBy(webhooksFirst, plan);
  });

test("reports releases that do not depend on a chart whose webhook refuses their objects", () => {
  const driver =
    "helm_release.secrets_store_driver: it does not depend on helm_release.probe, whose webhooks";
  expect(withProbe()).toContainEqual(`${driver} (probe) refuse objects while none of its pods responds`);
  expect(withProbe("secrets_store_driver")).not.toContainEqual(expect.stringContaining(driver));
});
