import { type EnvironmentPlan } from "../../src/terraform/environment-plan";
import { type Editable, altered } from "./altered";
import { planWith } from "./changed-plans";
import { within } from "./findings";
import { CHAT, onGpus } from "./llm";
import { type Plan } from "./plan";

/** Parts by which replicas follow the queue of a language model. */
export const QUEUE_PARTS = { "ebs-csi": {}, prometheus: {}, keda: {} };

/** A language model on one GPU, whose replicas follow its queue. */
export const queuePlan = (replicas: object = { min: 1, max: 3 }): Plan =>
  planWith("ml-inference-prod", {
    ...onGpus("g6e.xlarge"),
    models: [{ ...CHAT, replicas, startupSeconds: 600 }],
    components: QUEUE_PARTS,
  });

/** The same with another ScaledObject. */
export const withScaledObject = (edit: (object: Editable) => void): EnvironmentPlan =>
  altered(queuePlan(), ({ models }) =>
    within(models.resource.helm_release.chat_queue.values as Editable, 0, ({ resources }) =>
      edit((resources as Editable[])[0] as Editable),
    ),
  );

/** The same with other values of the release of KEDA. */
export const withKedaValues = (edit: (values: Editable) => void): EnvironmentPlan =>
  altered(queuePlan(), ({ platform }) =>
    within(platform.resource.helm_release.keda.values as Editable, 0, edit),
  );
