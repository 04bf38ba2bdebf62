import { LAYERS } from "../base/layers";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { notJudgedIn } from "./not-judged";

/** Stacks and addresses of resources and data sources with a part that no check judges and that no list calls harmless. */
export const blocksNotJudged = (plan: EnvironmentPlan): string[] =>
  LAYERS.flatMap((layer) => {
    const stack = plan.stack(layer);
    if (stack === undefined) return [];
    const blocks = [
      ...stack.resources().map((block) => ({ kind: "resource", ...block })),
      ...stack.dataSources().map((block) => ({ kind: "data", ...block })),
    ];
    return blocks.flatMap(({ kind, type, name, address, config }) =>
      notJudgedIn(stack, { kind, labels: [type, name], body: config }).length > 0
        ? [`${stack.name} ${address}`]
        : [],
    );
  });
