import { texts as TEXTS } from "./texts.json";
import { own } from "../../base/own";
import { gpuOf } from "../../facts/gpus";
import {
  type ServingProblem,
  fittingTypes,
  servingProblems,
  smallestInstances,
  typeProblems,
} from "../../facts/fitting";
import { memoryOf } from "../../facts/memory";
import { capacityOf } from "../../facts/stated-types";
import { type Serving, servingOf } from "../../facts/serving";
import { nodesOf } from "../node-groups";
import { type EnvironmentConfig } from "../schema";
import { type KeyProblem, when } from "./key-problem";
import { serverRules } from "./model-llm-server";

type Model = EnvironmentConfig["models"][number];
type Llm = NonNullable<Model["llm"]>;

/** Rules on a language model: its sizes, its GPUs and the keys of its server. */
export function llmRules(model: Model, config: EnvironmentConfig): KeyProblem[] {
  const { llm } = model;
  const serving = servingOf(llm);
  return [
    ...sizeRules(llm),
    ...(serving ? placeRules(serving, model, config) : []),
    ...serverRules(model, serving, config),
  ];
}

function sizeRules(llm: Llm | undefined): KeyProblem[] {
  if (llm === undefined) return [TEXTS.llmWithoutSizes];
  const { model, card } = llm;
  if (model !== undefined)
    return when(card !== undefined, {
      key: ["llm", "card"],
      expected: `no card beside model, whose card is ${model} of the table`,
      fix: "remove one of both",
    });
  return when(card === undefined, TEXTS.llmWithoutModel);
}

/** Rules on the GPUs: those of every type first, since no type helps against them. */
function placeRules(serving: Serving, { gpus, nodeGroup }: Model, config: EnvironmentConfig): KeyProblem[] {
  const { tensorParallel } = serving;
  const problems = servingProblems(serving);
  const group = nodeGroup === undefined ? undefined : own(config.cluster.nodeGroups, nodeGroup);
  return [
    ...problems.map(ofEachType),
    ...when(gpus !== tensorParallel, {
      key: ["gpus"],
      expected: `${tensorParallel}, the GPUs of llm.tensorParallel`,
      fix: `write gpus: ${tensorParallel}`,
    }),
    ...(nodeGroup === undefined
      ? [{ key: ["nodeGroup"], expected: "a node group with GPUs for the model", fix: otherTypes(serving) }]
      : []),
    ...(problems.length === 0 && group && nodesOf(group).hasGpus
      ? group.instanceTypes.flatMap((type) => typeRules(serving, type, config))
      : []),
  ];
}

function ofEachType(problem: ServingProblem): KeyProblem {
  const { about, why, key = "", fix = "write one of these numbers" } = problem;
  if (about === "card") return { key: ["llm", "card", key], expected: why, fix };
  if (about === "adapters" || about === "speculative")
    return { key: pathOfProblem(about), expected: why, fix };
  return about === "maxLength"
    ? {
        key: pathOfProblem(about),
        expected: `a length that the model can serve: ${why}`,
        fix: "lower maxLength, or choose another model",
      }
    : { key: pathOfProblem(about), expected: `a number of GPUs that can share the model: ${why}`, fix };
}

const typeRules = (serving: Serving, type: string, { instanceTypes = {} }: EnvironmentConfig): KeyProblem[] =>
  typeProblems(serving, type, capacityOf(type, instanceTypes)).map(({ about, why, fix }) => ({
    key: pathOfProblem(about),
    expected: `a model that fits on a ${type}: ${why}`,
    fix: fix ?? fixOf(about, serving, type),
  }));

/** Problems of a node group. All others are of the key of `llm` that they name. */
const OF_NODES: readonly ServingProblem["about"][] = ["gpu", "memory", "host"];

const pathOfProblem = (about: ServingProblem["about"]): string[] =>
  OF_NODES.includes(about) ? ["nodeGroup"] : ["llm", about];

function fixOf(about: ServingProblem["about"], serving: Serving, type: string): string {
  if (about === "dtype") return otherTypes({ ...serving, dtype: "bfloat16" });
  const gpu = gpuOf(type);
  const longest = gpu && about === "maxLength" ? memoryOf(serving, gpu).longest : 0;
  return `${otherTypes(serving)}${longest > 0 ? `, or lower maxLength to ${longest}` : ""}`;
}

/** The smallest types on which a model runs, with more GPUs if it needs them. */
function otherTypes(serving: Serving): string {
  const fitting = fittingTypes(serving).fits.map(({ type }) => type);
  if (fitting.length > 0) return `choose a node group of ${fitting.slice(0, 2).join(" or ")}`;
  const others = smallestInstances(serving);
  if (others)
    return `write tensorParallel: ${others.gpus}, and choose a node group of ${others.types.slice(0, 2).join(" or ")}`;
  return "choose a smaller model, or one with a quantization: a model runs on one node (decision 0137)";
}
