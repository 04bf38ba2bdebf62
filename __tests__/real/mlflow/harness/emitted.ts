import { text, texts } from "../../../../src/terraform/stack-json";
import { accountOf } from "../../../../src/infrastructure/kubernetes-pods";
import { type Container, type Pods } from "../../../../src/infrastructure/kubernetes-objects";
import { accountKey } from "../../../../src/infrastructure/identity-roles";
import { promotionsOf } from "../../../../src/parts/mlflow/model/promotions";
import { mlflowServersOf } from "../../../../src/parts/mlflow/model/servers";
import { items } from "../../../../src/infrastructure/kubernetes-api";
import { type EnvironmentPlan } from "../../../../src/terraform/environment-plan";

/** A container of the emitted stacks, with the outputs of the cluster layer replaced. */
export interface EmittedContainer {
  readonly args: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  /** Service account of its pod, as `namespace:name`. */
  readonly account: string;
}

/** The container that upgrades the schema, that of the server, and that of the job which copies versions of models. */
export interface EmittedContainers {
  readonly upgrade: EmittedContainer;
  readonly server: EmittedContainer;
  readonly promotion: EmittedContainer;
}

export function emitted(plan: EnvironmentPlan, outputs: Readonly<Record<string, string>>): EmittedContainers {
  const [server] = mlflowServersOf(plan);
  const [job] = promotionsOf(plan);
  if (!server || !job) throw new Error("the environment has no server, or promotes no model");
  const read = (pods: Pods, container: Container | undefined): EmittedContainer => {
    if (!container) throw new Error(`${pods.owner.name} has no such container`);
    const account = accountKey(pods.owner.namespace, accountOf(plan, pods));
    return { ...containerOf(container, outputs), account };
  };
  const upgrade = server.pods.containers.find(({ init }) => init);
  return {
    upgrade: read(server.pods, upgrade),
    server: read(server.pods, server.pods.main),
    promotion: read(job.pods, job.pods.main),
  };
}

function containerOf(
  { config }: Container,
  outputs: Readonly<Record<string, string>>,
): Omit<EmittedContainer, "account"> {
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
