import { texts } from "../../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { TRACKING_VARIABLE, artifactsOfClients } from "../../mlflow/facts";
import { serverAt, type ServerAt, trackingProblems } from "../../mlflow/model";
import { CONTROLLER_SETTINGS } from "../facts/kubeflow-pipelines";
import { runsOf } from "../model/programs";
import { settingsNamed } from "../model/settings";
import { trackingAddress } from "../model/step-variables";
import TEXTS from "./texts.json";

const KEY = "components.kubeflow-pipelines.stepsReach.mlflow";

export const pipelineLinks: Check = {
  ...ruleOf(TEXTS, "pipeline-links"),
  run: (plan, { statedOf }) => {
    const { steps: stated } = statedOf(plan.name);
    return runsOf(plan).flatMap(({ pods: { owner } }) => {
      const address = trackingAddress(plan, owner.namespace);
      const settings = settingsNamed(plan, owner.namespace, CONTROLLER_SETTINGS);
      return combinedFinding(settings?.object.resource ?? owner.resource, "variables of steps", [
        ...statedProblems(address, stated?.reachMlflow),
        ...(address === undefined ? [] : linkProblems(plan, address, owner.namespace)),
      ]);
    });
  },
};

function statedProblems(address: string | undefined, stated: boolean | undefined): string[] {
  if (stated === undefined || stated === (address !== undefined)) return [];
  return [
    stated
      ? `steps have no ${TRACKING_VARIABLE}, and the file states ${KEY}`
      : `steps have ${TRACKING_VARIABLE}, and the file states no ${KEY}`,
  ];
}

const linkProblems = (plan: EnvironmentPlan, address: string, namespace: string): string[] => [
  ...trackingProblems(plan, address, namespace),
  ...artifactProblems(serverAt(plan, address, namespace)),
];

/** The server stores artifacts with its role. The role of steps has no right on its bucket. */
function artifactProblems(found: ServerAt | undefined): string[] {
  if (!found) return [];
  const { pods } = found.server;
  const place = artifactsOfClients(texts(pods.main?.config.args));
  if (place === undefined) return [];
  const { name } = pods.owner;
  return [
    place === ""
      ? `${name} serves no artifacts, so steps send them to S3, where their role may not write`
      : `${name} sends steps to ${place} for artifacts, where their role may not write`,
  ];
}
