import { ENVIRONMENTS } from "../../support/environments";
import { asObject } from "../../../src/terraform/stack-json";
import { chain } from "../terraform/harness/chain";
import startTerraform from "../terraform/harness/global-setup";
import { endRun } from "../terraform/harness/global-teardown";
import { expectNothingToDo } from "../terraform/harness/life";
import { plannedChanges } from "../terraform/harness/plan-changes";
import { currentRun } from "../terraform/harness/run";
import { APPLIED, ByTerraform, chartsOfRepositories } from "./harness/by-terraform";
import { type Model, isReady, modelsOf, podsOf, settled } from "./harness/models";
import { stepsOf } from "./harness/objects";
import { outdated, rolloutEnds } from "./harness/rollouts";
import { recordLine } from "./harness/run";
import { comparedWithProviders } from "./harness/same-objects";
import { APPLIED_LINE } from "./harness/terraform-providers";

beforeAll(startTerraform);
afterAll(() => endRun(currentRun()));

/** The environment in which a plan waits for its approval. */
const WITH_SAVED_PLAN = "ml-inference-prod";

/** Pods of a model while its autoscaler runs more than at the first apply. */
const oneMore = ({ min, max }: Model): number => Math.min(min + 1, max);
const twoMore = ({ min, max }: Model): number => Math.min(min + 2, max);

describe.each(ENVIRONMENTS)("%s", (environment) => {
  const step = chain();
  let environmentApplied: ByTerraform | undefined;

  afterAll(() => environmentApplied?.stop());

  step(
    "Terraform applies platform and models at the first attempt, after which a plan is empty",
    async () => {
      environmentApplied = await ByTerraform.applied(environment);
      const counts = await Promise.all(APPLIED.map(async (layer) => (await managed(layer)).length));
      const charts = chartsOfRepositories(applied().plan);
      const resources = counts.reduce((sum, count) => sum + count, 0);
      recordLine(
        `${APPLIED_LINE}${environment}: ${resources} resources of platform and models; not by Helm, but as objects: ${charts.join(", ")}`,
      );
    },
  );

  step("all pods of the models get ready", async () => {
    const { deployment } = applied();
    await settled(deployment, ({ min }) => min);
    const models = modelsOf(deployment);
    expect(models).not.toEqual([]);
    for (const model of models) {
      const ready = podsOf(deployment, model).filter(isReady);
      expect([model.name, ready.length]).toEqual([model.name, model.min]);
    }
    const refused = deployment.events.items.filter(({ reason }) => reason === "FailedCreate");
    expect(refused.map(({ message }) => message)).toEqual([]);
  });

  step("the providers create the objects that the other tests of this suite apply", async () => {
    const { deployment, plan } = applied();
    const { compared, differences } = await comparedWithProviders(deployment.api, plan, APPLIED);
    expect(compared).toBeGreaterThan(10);
    expect(differences).toEqual([]);
    recordLine(`${APPLIED_LINE}${environment}: ${compared} objects as the other tests apply them`);
  });

  step("a plan is empty while autoscalers run more pods than at the first apply", async () => {
    await scale(oneMore);
    for (const layer of APPLIED) await expectNothingToDo(applied().stack(layer), "plan with more pods");
  });

  step("another image tag ends its rollout, after which a plan is empty", async () => {
    const { deployment } = applied();
    const stack = await withTag("9.9.8");
    const plan = await stack.plan("plan: another image tag");
    const [change = "", ...others] = plannedChanges(await stack.show(plan));
    expect(change).toMatch(/^update kubernetes_deployment_v1\./);
    expect(others).toEqual([]);
    await stack.apply(plan, "apply: another image tag");
    for (const model of modelsOf(applied())) {
      expect(await rolloutEnds(deployment, model)).toBeUndefined();
      expect(outdated(deployment, model)).toEqual([]);
    }
    await expectNothingToDo(stack, "plan after another image tag");
  });

  if (environment === WITH_SAVED_PLAN)
    step("known: a saved plan of a Deployment sets the replicas that it was made with", async () => {
      const { deployment } = applied();
      const stack = await withTag("9.9.9");
      const plan = await stack.plan("plan: before more pods");
      await scale(twoMore);
      await stack.apply(plan, "apply: with more pods");
      const [changed] = modelsOf(applied());
      if (!changed) throw new Error("no model");
      expect([oneMore(changed), twoMore(changed)]).toEqual([changed.min + 1, changed.min + 2]);
      // If this fails because the number is kept, remove the sentence in docs/guide/review.md too.
      expect(await replicasOf(changed)).toBe(oneMore(changed));
      expect(await rolloutEnds(deployment, changed)).toBeUndefined();
    });

  step("a destroy of models and platform leaves none of their objects", async () => {
    const { plan } = applied();
    const objects = stepsOf(plan, APPLIED).flatMap((each) => each.flatMap((one) => one.objects));
    const paths = await Promise.all(objects.map((object) => applied().deployment.api.pathOf(object)));
    expect(await existing(paths)).toEqual(paths);
    for (const layer of [...APPLIED].reverse()) await applied().stack(layer).destroy();
    expect(await existing(paths)).toEqual([]);
    recordLine(`${APPLIED_LINE}${environment}: ${paths.length} objects gone after destroy`);
  });

  function applied(): ByTerraform {
    if (!environmentApplied) throw new Error(`${environment} was not applied`);
    return environmentApplied;
  }

  /** Addresses of the resources in a layer's state. */
  async function managed(layer: (typeof APPLIED)[number]): Promise<string[]> {
    return (await applied().stack(layer).stateList()).filter((address) => !address.startsWith("data."));
  }

  /** Writes another image tag of the first model to the environment's file, and synthesizes it. */
  async function withTag(tag: string) {
    const { sandbox } = applied();
    sandbox.editWhere(["models"], (yaml) => yaml.setIn(["models", 0, "image", "tag"], tag));
    await sandbox.synth();
    return applied().connect("models");
  }

  async function scale(countOf: (model: Model) => number): Promise<void> {
    const { deployment } = applied();
    for (const model of modelsOf(deployment)) {
      const body = { spec: { replicas: countOf(model) } };
      await deployment.api.send("PATCH", `${pathOf(model)}/scale`, body, "application/merge-patch+json");
    }
    await settled(deployment, countOf);
  }

  async function replicasOf(model: Model): Promise<unknown> {
    const { spec } = await applied().deployment.api.send("GET", pathOf(model));
    return asObject(spec)["replicas"];
  }

  /** The paths at which the API server has an object. */
  async function existing(paths: readonly string[]): Promise<string[]> {
    const answers = await Promise.all(paths.map((path) => applied().deployment.api.call("GET", path)));
    return paths.filter((_, index) => answers[index]?.status !== 404);
  }
});

const pathOf = ({ namespace, deployment }: Model): string =>
  `/apis/apps/v1/namespaces/${namespace}/deployments/${deployment}`;
