import { builtImages } from "../../../src/cli/workflow/images";
import { workflowPage } from "../../../src/cli/workflow/page";
import { type WorkflowRole, workflowRole } from "../../../src/cli/workflow/role";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";

const TRUSTED = { repository: "octo/models", branch: "main" };
const MODELS = [
  { name: "grammar", image: { tag: "1.0.0" } },
  { name: "spell", image: { tag: "1.0.0" } },
];
const BOTH = { nodeGroups: { general: {}, arm: { instanceTypes: ["m7g.large"] } } };

const EXAMPLES = {
  "a branch": { components: { "github-actions": TRUSTED }, models: MODELS },
  "a job environment": {
    components: { "github-actions": { repository: "octo/models", environment: "images" } },
    models: MODELS,
  },
  "two platforms": { components: { "github-actions": TRUSTED }, models: MODELS, cluster: BOTH },
  "another repository": { components: { "github-actions": TRUSTED }, models: MODELS },
} as const;

export type Example = keyof typeof EXAMPLES;

/** The settings of a record, with the file of each model's tag. */
const record = {
  waivers: [],
  causes: [],
  settings: MODELS.flatMap(({ name, image }, index) => [
    { path: ["models", index, "name"], value: name, at: `environments/prod.yaml:${index + 10}:5` },
    {
      path: ["models", index, "image", "tag"],
      value: image.tag,
      at: `environments/prod.yaml:${index + 11}:5`,
    },
  ]),
};

/** The workflow of an example, as text. */
export function workflowOf(example: Example): string {
  const environment = "ml-inference-prod";
  const plan = environmentPlan(planWith(environment, EXAMPLES[example]));
  const role = workflowRole(plan) as WorkflowRole;
  return workflowPage({
    environment,
    role,
    images: builtImages(plan, record),
    branch: "main",
    folder: "models/{model}",
    ...(example === "another repository" ? { configuration: "octo/environments" } : {}),
  });
}
