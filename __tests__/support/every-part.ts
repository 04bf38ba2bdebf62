import { composeEnvironment } from "../../src/platform/compose";
import { COMPONENTS } from "../../src/parts/generated/registry";
import { argoCdIn } from "./argo-cd";
import { exampleOf } from "./chart-parts";
import { configWith } from "./environments";
import { LOG_IN } from "./log-in";
import { type Part } from "../../src/platform/contract";

/** Required settings that decide no need. */
const GIVEN: Readonly<Record<string, object>> = {
  alerts: { email: "oncall@example.com" },
  "argo-cd": argoCdIn("ap-southeast-2"),
  "kubeflow-pipelines": { stepsImageTag: "1.0.0" },
  "log-in": LOG_IN,
  mlflow: { imageTag: "1.0.0" },
};
/** Settings of parts without a chart state their needs. */
const givenTo = (id: string): object =>
  GIVEN[id] ?? (COMPONENTS.find((each) => each.id === id)?.charts ? exampleOf(id) : {});

const withSettings = COMPONENTS.filter(
  ({ id, settings }) => settings?.safeParse(givenTo(id)).success === true,
);

/**
 * Every part of the registry, with the needs that an environment without conditions has. Other parts with required
 * settings have the needs that these settings state.
 */
export const everyPart = (): readonly Part[] =>
  composeEnvironment(
    "every-part",
    configWith("ml-inference-prod", {
      components: Object.fromEntries(withSettings.map(({ id }) => [id, givenTo(id)])),
    }),
    COMPONENTS.filter((each) => each.settings === undefined || withSettings.includes(each)).map((each) => ({
      ...each,
      isEnabled: () => true,
    })),
  ).parts;
