import { ecrRegistry } from "../../facts/aws";
import { unescapeTemplates } from "../../terraform/terraform-templates";
import { objectsOf, type Pods } from "../../infrastructure/kubernetes-objects";
import { type StatedProgram } from "../../infrastructure/stated-values";
import { type EnvironmentPlan, inLayer } from "../../terraform/environment-plan";
import { type ContainerSpec, items } from "../../infrastructure/kubernetes-api";
import { isTrue, type Json, text, texts } from "../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../check";
import { homeOf, knownText } from "../../infrastructure/text-references";
import { ImageReference } from "../../infrastructure/kubernetes-images";
import { variablesOf } from "../../infrastructure/kubernetes-pods";
import TEXTS from "./texts.json";
import { DECLARED_DRAIN_VARIABLE } from "../../evidence/node-drains";

export const modelProgram: Check = {
  ...ruleOf(TEXTS, "model-program"),
  run: (plan, { statedOf }) => {
    const { programs } = statedOf(plan.name);
    return objectsOf(plan).pods.flatMap((pods) => {
      const { owner } = pods;
      const stated = programs?.get(owner.name);
      if (stated?.kind !== "container" || owner.kind !== "deployment" || owner.resource.layer !== "models")
        return [];
      return combinedFinding(owner.resource, owner.title, programProblems(plan, pods, stated));
    });
  },
};

function programProblems(plan: EnvironmentPlan, pods: Pods, stated: StatedProgram): string[] {
  const main = pods.main;
  if (main === undefined) return ["it has no container"];
  const { name, config } = main;
  const others = pods.containers.filter((each) => !each.init && each !== main);
  return [
    ...others.map((each) => `it has the container ${each.name} beside that of the file`),
    ...items(pods.spec.readinessGates).map(
      (gate) =>
        `it has the readiness gate ${text(gate.conditionType) ?? "(none)"}, which no key of the file sets`,
    ),
    ...[
      ...imageProblems(plan, pods, config, stated),
      ...wordProblems("command", config.command, stated.command),
      ...wordProblems("args", config.args, stated.arguments),
      ...mapProblems(pods, config),
      ...variableProblems(plan, pods, stated),
      ...hookProblems(config, stated),
    ].map((problem) => `container ${name}: ${problem}`),
  ];
}

function imageProblems(
  plan: EnvironmentPlan,
  { owner }: Pods,
  config: ContainerSpec,
  stated: StatedProgram,
): string[] {
  const image = knownText(plan, inLayer(owner.resource, config.image)) ?? "";
  const repository = stated.repository ?? `${ecrRegistry(homeOf(plan))}/${plan.name}/${owner.name}`;
  const digest = stated.digest === undefined ? "" : `@${stated.digest}`;
  const expected = ImageReference.parse(`${repository}:${stated.tag}${digest}`).text;
  const found = ImageReference.parse(image).text;
  return found === expected ? [] : [`it runs ${found}, expected ${expected}`];
}

const wordProblems = (
  argument: string,
  written: Json | undefined,
  stated: readonly string[] | undefined,
): string[] => {
  const found = texts(written).map(unescapeTemplates);
  if (found.length === (stated?.length ?? 0) && found.every((word, place) => word === stated?.[place]))
    return [];
  const expected = stated === undefined ? "that of the image" : stated.join(" ");
  return [`${argument} is ${found.join(" ") || "not set"}, expected ${expected}`];
};

/** The ConfigMap of the model has its name. */
const mapProblems = ({ owner }: Pods, config: ContainerSpec): string[] =>
  items(config.envFrom).flatMap(({ configMapRef: map }) => {
    if (map === undefined) return [];
    const name = text(map.name) ?? "(none)";
    return [
      ...(name === owner.name ? [] : [`it reads variables of ConfigMap ${name}, expected ${owner.name}`]),
      ...(isTrue(map.optional)
        ? [`it starts without its variables where ConfigMap ${name} is missing: optional is true`]
        : []),
    ];
  });

/** Variables of each model (docs/guide/model-weights.md), and the seconds for an image that drains by itself. */
const GIVEN = ["MODEL_BUCKET", "MODEL_PREFIX", "MODEL_WEIGHTS_PATH"];

function variableProblems(plan: EnvironmentPlan, pods: Pods, stated: StatedProgram): string[] {
  const found = variablesOf(plan, pods);
  const named = items(pods.main?.config.env).map(({ name }) => text(name) ?? "(none)");
  const expected = new Map(Object.entries(stated.variables));
  const { drainsOnSigterm } = stated;
  // Where the file states no seconds, those of the load balancer count, which `graceful-stop` judges.
  if (drainsOnSigterm === true) expected.delete(DECLARED_DRAIN_VARIABLE);
  if (typeof drainsOnSigterm === "number") expected.set(DECLARED_DRAIN_VARIABLE, String(drainsOnSigterm));
  const given = drainsOnSigterm === undefined ? GIVEN : [...GIVEN, DECLARED_DRAIN_VARIABLE];
  // With the proxy of the file, `proxy-exceptions` judges its variables.
  const ofProxy = plan.stack("cluster")?.outputs["https_proxy"] ? /^(https?|no)_proxy$/i : /^$/;
  return [
    ...[...new Set([...Object.keys(found), ...named])]
      .filter((name) => !expected.has(name) && !given.includes(name) && !ofProxy.test(name))
      .map((name) => `it has the variable ${name} beside those of the file`),
    ...[...expected].flatMap(([name, value]) => {
      const written = unescapeTemplates(found[name] ?? "");
      return written === value ? [] : [`it has ${name} ${written || "(none)"}, expected ${value}`];
    }),
  ];
}

/** Before it stops, the container sleeps, or its image drains by itself. `graceful-stop` judges the seconds. */
function hookProblems(config: ContainerSpec, { drainsOnSigterm }: StatedProgram): string[] {
  const { preStop, postStart } = config.lifecycle ?? {};
  const stopProblems =
    drainsOnSigterm === undefined
      ? sleepProblems(preStop)
      : preStop === undefined
        ? []
        : ["it has a preStop hook, although drainsOnSigterm is true"];
  return [
    ...(postStart === undefined ? [] : ["it runs a postStart hook, which no key of the file sets"]),
    ...stopProblems,
  ];
}

function sleepProblems(hook: NonNullable<ContainerSpec["lifecycle"]>["preStop"]): string[] {
  if (hook === undefined) return ["it has no preStop hook, expected sleep alone"];
  const command = texts(hook.exec?.command);
  return isSleep(command)
    ? []
    : [`it runs ${command.join(" ") || "no command"} as preStop, expected sleep and seconds`];
}

const isSleep = ([program, seconds = "", ...others]: readonly string[]): boolean =>
  program === "sleep" && /^\d+$/.test(seconds) && others.length === 0;
