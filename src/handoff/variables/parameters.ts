import { leftSizes } from "../../infrastructure/capacity-resizes";
import { type Layer } from "../../base/layers";
import { asObject, type JsonObject } from "../../terraform/stack-json";
import { type FoundInLayer } from "../values/found-values";
import { listTies } from "./cluster";
import { quotaOf } from "./models";
import { networkIds } from "./network-ids";
import {
  type BindingTarget,
  bindVariable,
  ofType,
  parameterized,
  type Parameters,
  type Path,
  type VariableBinding,
} from "./variable";

/**
 * Values of a layer that a team can change without a change of the resource graph. Trials find those of single settings; places of
 * the others are selected by meaning and never by equal values, which can coincide.
 */
export function parametersOf(layer: Layer, json: JsonObject, found: FoundInLayer = NONE): Parameters {
  const states = remoteStateTies(json);
  const isOfState = isIn(states.flatMap(({ targets }) => targets.map(({ path }) => path)));
  const bindings = found.bindings.flatMap((binding) => {
    // Schedules set these sizes: a variable would change no node.
    if (binding.targets.some(({ path }) => isScheduledSize(json, path))) return [];
    const targets = binding.targets.filter(({ path }) => !isOfState(path));
    return targets.length > 0 || binding.targets.length === 0 ? [{ ...binding, targets }] : [];
  });
  // Other values can be in the same texts.
  const templates = parameterized(json, { bindings, derived: found.derived, locals: {} });
  const lists = layer === "cluster" ? listTies(json) : [];
  const ids = layer === "network" ? networkIds(templates) : { bindings: [], derived: [] };
  const quota = layer === "models" ? quotaOf(json, bindings) : { locals: {}, derived: [] };
  return {
    bindings: [...states, ...bindings, ...lists, ...ids.bindings],
    keys: found.keys,
    lifted: found.lifted,
    locals: quota.locals,
    derived: [...found.derived, ...ids.derived, ...quota.derived],
  };
}

const isScheduledSize = (json: JsonObject, [section, type, name, block]: Path): boolean =>
  section === "resource" &&
  type === "aws_eks_node_group" &&
  block === "scaling_config" &&
  leftSizes(asObject(ofType(json, type)[String(name)])).all;

const NONE: FoundInLayer = { bindings: [], keys: [], lifted: [], derived: [] };

const isIn = (paths: readonly Path[]) => {
  const known = new Set(paths.map((path) => path.join("\n")));
  return (path: Path): boolean => known.has(path.join("\n"));
};

/** Whether a place of a layer follows from several variables, which no trial tells. */
export const isComputed = (layer: Layer, path: Path): boolean =>
  layer === "models" && path[1] === QUOTA && path.at(-1) === "pods";

const QUOTA = "kubernetes_resource_quota_v1";

const statesIn = (json: JsonObject): string[] =>
  Object.keys(asObject(asObject(json["data"])["terraform_remote_state"]));

/** Locations of the states that a module reads. */
function remoteStateTies(json: JsonObject): VariableBinding[] {
  const states = statesIn(json);
  const place = (state: string, setting: string): BindingTarget => ({
    path: ["data", "terraform_remote_state", state, "config", setting],
  });
  const shared = (name: string, setting: string, description: string): VariableBinding[] =>
    bindVariable(
      json,
      states.map((state) => place(state, setting)),
      { name, description, validations: [] },
    );
  return [
    ...shared("state_bucket", "bucket", "S3 bucket with the states of the other modules."),
    ...shared("state_region", "region", "Region of the state bucket."),
    ...shared("state_kms_key_id", "kms_key_id", "KMS key that encrypts the states."),
    ...states.flatMap((state) =>
      bindVariable(json, [place(state, "key")], {
        name: `${state}_state_key`,
        description: `Object key of the ${state} module's state in the state bucket.`,
        validations: [],
      }),
    ),
  ];
}
