import { type EnvironmentPlan, memoizePerPlan } from "../../../terraform/environment-plan";
import { texts } from "../../../terraform/stack-json";
import { objectsOf, type Pods } from "../../../infrastructure/kubernetes-objects";
import { resolveReferences } from "../../../infrastructure/text-references";
import { type PromotionArguments, promotionArguments } from "../facts/promotion";

/** A job that copies versions of models from the registry. */
export interface Promotion extends PromotionArguments {
  readonly pods: Pods;
}

/** Jobs that copy versions of models, by the program that they run. */
export const promotionsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Promotion[] =>
  objectsOf(plan).pods.flatMap((pods) => {
    const { command, args } = pods.main?.config ?? {};
    const found = promotionArguments(texts(command), texts(args));
    if (!found) return [];
    const { layer } = pods.owner.resource;
    return [{ pods, models: found.models, bucket: resolveReferences(plan, { layer, value: found.bucket }) }];
  }),
);
