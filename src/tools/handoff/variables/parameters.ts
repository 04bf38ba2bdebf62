import { type Layer } from "../../../shared/terraform/layers";
import { type JsonObject, asArray, asObject } from "../../../proof/terraform-json/stack-json";
import { clusterTies } from "./cluster";
import { validationsOf } from "./limits";
import { modelParameters } from "./models";
import { networkTies } from "./network";
import { networkIds } from "./network-ids";
import { tagTies } from "./tags";
import {
  type BindingTarget,
  type Parameters,
  type Path,
  type VariableBinding,
  at,
  bindVariable,
} from "./variable";

/**
 * Values of a layer that a team can change without a change of the resource graph. Places are selected by meaning and
 * never by equal values, which can coincide.
 */
export function parametersOf(layer: Layer, json: JsonObject): Parameters {
  const tags = tagTies(json);
  const own = ofLayer(layer, json);
  return {
    bindings: [...accountTies(json), ...remoteStateTies(json), ...tags.bindings, ...own.bindings],
    locals: own.locals,
    derived: [...tags.derived, ...own.derived],
  };
}

function ofLayer(layer: Layer, json: JsonObject): Parameters {
  switch (layer) {
    case "network":
      return networkParameters(json);
    case "cluster":
      return { bindings: clusterTies(json), locals: {}, derived: [] };
    case "models":
      return modelParameters(json);
    default:
      return { bindings: [], locals: {}, derived: [] };
  }
}

/** An id of an existing network is also in conditions and messages. */
function networkParameters(json: JsonObject): Parameters {
  const { bindings, derived } = networkIds(json);
  return { bindings: [...networkTies(json), ...bindings], locals: {}, derived };
}

/** Providers and remote states refuse the credentials of any other account. */
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
      "AWS account for this module; Terraform refuses any other account. ARNs and names in the module contain it too.",
    validations: validationsOf("account_id", ["account"]),
  });
}

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
