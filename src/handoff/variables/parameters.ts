import { type Layer } from "../../core/layers";
import { type JsonObject, asArray, asObject } from "../../terraform-json/stack-json";
import { clusterTies } from "./cluster";
import { validationsOf } from "./limits";
import { modelParameters } from "./models";
import { networkTies } from "./network";
import {
  type BindingTarget,
  type Parameters,
  type Path,
  type VariableBinding,
  at,
  bindVariable,
} from "./variable";

/**
 * What of a layer a team may change without changing the graph: values only, none that decides what exists. Places
 * are found by what they mean, never by equal values, which may coincide.
 */
export function parametersOf(layer: Layer, json: JsonObject): Parameters {
  const everywhere = [...accountTies(json), ...remoteStateTies(json)];
  switch (layer) {
    case "network":
      return { bindings: [...everywhere, ...networkTies(json)], locals: {}, derived: [] };
    case "cluster":
      return { bindings: [...everywhere, ...clusterTies(json)], locals: {}, derived: [] };
    case "models": {
      const { bindings, ...others } = modelParameters(json);
      return { bindings: [...everywhere, ...bindings], ...others };
    }
    default:
      return { bindings: everywhere, locals: {}, derived: [] };
  }
}

/** Credentials of any other account are refused, by providers and by who reads a state. */
function accountTies(json: JsonObject): VariableBinding[] {
  const guarded: Path[] = [
    ...asArray(asObject(json["provider"])["aws"]).map((_, index) => ["provider", "aws", index]),
    ...statesIn(json).map((state) => ["data", "terraform_remote_state", state, "config"]),
  ].map((holder) => [...holder, "allowed_account_ids"]);
  const targets = guarded.flatMap((list) =>
    asArray(at(json, list)).map((_, index) => ({ path: [...list, index] })),
  );
  return bindVariable(json, targets, {
    name: "account_id",
    description:
      "AWS account that this module may be applied in; Terraform refuses any other. ARNs and names in the module hold it too.",
    validations: validationsOf("account_id", ["account"]),
  });
}

const statesIn = (json: JsonObject): string[] =>
  Object.keys(asObject(asObject(json["data"])["terraform_remote_state"]));

/** Where the states lie that a module reads. */
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
    ...shared("state_bucket", "bucket", "Bucket that keeps the states of the other modules."),
    ...shared("state_region", "region", "Region of that bucket."),
    ...shared("state_kms_key_id", "kms_key_id", "Key that encrypts them."),
    ...states.flatMap((state) =>
      bindVariable(json, [place(state, "key")], {
        name: `${state}_state_key`,
        description: `Key of the ${state} module's state in that bucket.`,
        validations: [],
      }),
    ),
  ];
}
