import { type ArgumentSchema, type BlockForm } from "../../../../src/evidence/provider-schema";
import { schemaOf, typeNames } from "../../../../src/evidence/provider-schemas/schema-of";
import { apiObject } from "../../../../src/infrastructure/kubernetes/api/api-object";
import { type Json, type JsonObject, isJsonObject } from "../../../../src/terraform/stack-json";
import { type ApiType, apiTypeOf } from "../../../support/kubernetes-api";

/** Types that are no whole object of the API: they change a part of one, or any object, or send a request. */
const PARTS: readonly string[] = [
  ...["annotations", "config_map_v1_data", "env", "labels", "manifest", "node_taint", "secret_v1_data"],
  ...["default_service_account", "default_service_account_v1", "token_request_v1"],
].map((name) => `kubernetes_${name}`);

/** Types whose kind or version Kubernetes 1.33 no longer has. `kubernetes_ingress` is of `extensions/v1beta1`. */
const REMOVED = /^kubernetes_(pod_security_policy|ingress$|.*_v\d?(alpha|beta|2beta)\d)/;

/** Paths that the provider has, and the API has not in this kind or version, or has for requests alone. */
const NOT_IN_API = [
  /^kubernetes_(daemonset|daemon_set_v1)\.spec\.strategy /,
  /^kubernetes_horizontal_pod_autoscaler\.spec\.(behavior|metrics) /,
  /^kubernetes_horizontal_pod_autoscaler_v2\.spec\.targetCPUUtilizationPercentage /,
  /^kubernetes_endpoint_slice_v1\.endpoints\.condition /,
  /^kubernetes_validating_admission_policy_v1\.spec\.matchConstraints\.objectSelector\.labelSelector /,
  /^kubernetes_secret(_v1)?\.binaryData /,
  /\.volumes\.(azureFile\.secretNamespace|local|(cephfs|flexVolume|rbd)\.secretRef\.namespace) /,
];

interface Kind {
  readonly type: string;
  readonly schema: BlockForm;
  readonly api: ApiType;
}

/** Kinds whose names have other capital letters than those of the types. */
const NAMES: Readonly<Record<string, string>> = {
  ApiService: "APIService",
  CsiDriver: "CSIDriver",
  Daemonset: "DaemonSet",
};

const KINDS = (typeNames("kubernetes", "resource") ?? []).flatMap((type): Kind[] => {
  const schema = schemaOf("kubernetes", "resource", type);
  const [, words = "", version = "v1"] = /^kubernetes_([a-z_]+?)(?:_(v\d))?$/.exec(type) ?? [];
  const name = words.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const api = apiTypeOf(NAMES[name] ?? name, version);
  return schema && api && !REMOVED.test(type) && !PARTS.includes(type) ? [{ type, schema, api }] : [];
});

/** A block with each of its arguments and nested blocks once. */
const filled = (block: BlockForm): JsonObject => ({
  ...Object.fromEntries(
    [...block.arguments]
      .filter(([, { use }]) => use !== "computed")
      .map(([name, argument]) => [name, sample(argument)]),
  ),
  ...Object.fromEntries([...block.blocks].map(([name, nested]) => [name, filled(nested.block)])),
});

function sample({ type, nested }: ArgumentSchema): Json {
  if (nested) return nested.nesting === "single" ? filled(nested.block) : [filled(nested.block)];
  if (!Array.isArray(type)) return "x";
  return type[0] === "map" ? { the_key: "x" } : ["x"];
}

/** Fields of a value that a type of the API does not have, or has in another form. */
function misfits(value: Json, type: ApiType, path: string): string[] {
  if (type.form === "list")
    return Array.isArray(value)
      ? (value as readonly Json[]).flatMap((item) => misfits(item, type.of, path))
      : [`${path} is no list`];
  if (Array.isArray(value)) return [`${path} is a list`];
  if (type.form === "mapping")
    return isJsonObject(value) && Object.keys(value).join() === "the_key" ? [] : [`${path} is no mapping`];
  if (type.form === "value") return isJsonObject(value) ? [`${path} is an object`] : [];
  if (!isJsonObject(value)) return [`${path} is no object`];
  const fields = type.fields();
  return Object.entries(value).flatMap(([name, item]) => {
    const field = fields.get(name);
    return field ? misfits(item, field, `${path}.${name}`) : [`${path}.${name} is unknown`];
  });
}

test("nearly every type of the provider has a kind", () => {
  const known = KINDS.map(({ type }) => type);
  const others = (typeNames("kubernetes", "resource") ?? []).filter(
    (type) => !known.includes(type) && !PARTS.includes(type) && !REMOVED.test(type),
  );
  expect(others).toEqual([]);
  expect(known.length).toBeGreaterThan(50);
});

test.each(KINDS)(
  "$type: each argument becomes a field that the API has, in its form",
  ({ type, schema, api }) => {
    const found = misfits(apiObject(filled(schema)), api, type);
    expect(found.filter((misfit) => !NOT_IN_API.some((known) => known.test(misfit)))).toEqual([]);
  },
);
