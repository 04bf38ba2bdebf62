import { CHART_FILES, CHART_FOLDER } from "../../src/platform/constructs/custom-resources/chart";
import { LAYERS } from "../../src/base/layers";
import { type HandedStack } from "../../src/handoff/module/module";
import { type Plan } from "./plan";
import { STACK_FILES } from "../../src/base/stack-files";

const LOCAL_BACKEND = '{ "terraform": { "backend": { "local": { "path": "terraform.tfstate" } } } }';

/** The stacks of a plan as the handoff command reads them: with the files that synth puts beside each. */
export function handedStacks(plan: Plan): HandedStack[] {
  const charts = Object.entries(CHART_FILES).map(
    ([path, text]) => [`${CHART_FOLDER}/${path}`, text] as const,
  );
  return LAYERS.map((layer) => ({
    environment: plan.environment,
    layer,
    stack: plan.stack(layer),
    files: new Map([
      ["cdk.tf.json", plan.text(layer)],
      ...(layer === "state" ? [[STACK_FILES.firstApply, LOCAL_BACKEND] as const] : []),
      ...(plan.text(layer).includes("${path.module}/charts") ? charts : []),
    ]),
  }));
}
