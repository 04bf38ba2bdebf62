import { networkDrawing } from "../../src/reports/network";
import { modelNames, requestDrawing } from "../../src/reports/diagram/request";
import { svgOf } from "../../src/reports/svg";
import { type EnvironmentPlan, groupByEnvironment } from "../../src/terraform/environment-plan";
import { type OutputStack } from "../../src/terraform/output";
import { type Page } from "./pages";

/** Environment whose first model has a picture of its request. */
const REQUEST_OF = "ml-platform";

/** A picture of each environment, and one of a request. */
export const diagramPages = (stacks: readonly OutputStack[]): Page[] =>
  groupByEnvironment(stacks).flatMap((plan) => [
    { path: `docs/diagrams/${plan.name}.svg`, render: () => svgOf(networkDrawing(plan)) },
    ...(plan.name === REQUEST_OF ? requestPages(plan) : []),
  ]);

const requestPages = (plan: EnvironmentPlan): Page[] =>
  modelNames(plan)
    .slice(0, 1)
    .map((model) => ({
      path: `docs/diagrams/${plan.name}-${model}.svg`,
      render: () => svgOf(requestDrawing(plan, model)),
    }));
