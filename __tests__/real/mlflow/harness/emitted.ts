import { mlflowPlan } from "../../../support/mlflow";
import { environmentPlan } from "../../../support/altered";
import { text, texts } from "../../../../src/proof/model/blocks";
import { type Container, mainContainer } from "../../../../src/proof/model/kubernetes/objects";
import { promotionsOf } from "../../../../src/platform/parts/mlflow/model/promotions";
import { mlflowServersOf } from "../../../../src/platform/parts/mlflow/model/servers";
import { items } from "../../../../src/proof/model/kubernetes/api/values";

const PLAN = environmentPlan(
  mlflowPlan(
    { hosts: ["mlflow.example.com"], promotes: ["churn"] },
    {
      models: [
        {
          name: "churn",
          image: { tag: "1.0.0" },
          bucketPrefix: "churn/1/",
          weights: { sizeGiB: 1, mode: "download" },
        },
      ],
    },
  ),
);

/** A container of the emitted Deployment, with the outputs of the cluster layer replaced. */
export interface EmittedContainer {
  readonly args: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

/** The container that upgrades the schema, that of the server, and that of the job which copies versions of models. */
export function emitted(outputs: Readonly<Record<string, string>>): {
  readonly upgrade: EmittedContainer;
  readonly server: EmittedContainer;
  readonly promotion: EmittedContainer;
} {
  const [found] = mlflowServersOf(PLAN);
  const containers = found?.pods.containers ?? [];
  const read = (wanted: boolean): EmittedContainer => {
    const container = containers.find(({ init }) => init === wanted);
    if (!container) throw new Error("the Deployment has no such container");
    return containerOf(container, outputs);
  };
  const [job] = promotionsOf(PLAN);
  const promotion = job ? mainContainer(job.pods) : undefined;
  if (!promotion) throw new Error("the environment promotes no model");
  return { upgrade: read(true), server: read(false), promotion: containerOf(promotion, outputs) };
}

function containerOf({ config }: Container, outputs: Readonly<Record<string, string>>): EmittedContainer {
  const filled = (value: string): string =>
    value.replaceAll(
      /\$\{data\.terraform_remote_state\.cluster\.outputs\.(\w+)\}/g,
      (_, output: string) => outputs[output] ?? "",
    );
  return {
    args: texts(config.args).map(filled),
    variables: Object.fromEntries(
      items(config.env).map(({ name, value }) => [text(name) ?? "", filled(text(value) ?? "")]),
    ),
  };
}
