import { join } from "node:path";
import { type ApiType, apiTypeOf, declared } from "../../../support/kubernetes-api";

const TYPES = join(__dirname, "../../../../src/infrastructure/kubernetes-api.ts");

/** Kinds of the API, with the versions that proofs read, by the name of the type of their spec. */
const SPECS = [
  ["WorkloadSpec", "Deployment", "v1"],
  ["CronJobSpec", "CronJob", "v1"],
  ["PodSpec", "Pod", "v1"],
  ["ServiceSpec", "Service", "v1"],
  ["IngressSpec", "Ingress", "v1"],
  ["NetworkPolicySpec", "NetworkPolicy", "v1"],
  ["AutoscalerSpec", "HorizontalPodAutoscaler", "v2"],
  ["DisruptionBudgetSpec", "PodDisruptionBudget", "v1"],
  ["QuotaSpec", "ResourceQuota", "v1"],
  ["LimitRangeSpec", "LimitRange", "v1"],
  ["PersistentVolumeSpec", "PersistentVolume", "v1"],
  ["ClaimSpec", "PersistentVolumeClaim", "v1"],
] as const;

/** Kinds without a spec, of which one type has all fields. */
const WITHOUT_SPEC = [
  ...["ConfigMap", "ServiceAccount", "Role", "RoleBinding", "StorageClass", "PriorityClass", "ClusterRole"],
  ...["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"],
];

/** Fields of other kinds whose pods proofs read with the same type, and of Terraform. */
const OF_OTHERS = ["WorkloadSpec.parallelism", "WorkloadSpec.volumeClaimTemplates"];
const OF_TERRAFORM = /\.dynamic$/;
/** The type of a rule is that of both directions. */
const OF_BOTH = /\.(egress\.from|ingress\.to)$/;

const fieldsOf = (type: ApiType | undefined): ReadonlyMap<string, ApiType> =>
  type?.form === "object" ? type.fields() : new Map<string, ApiType>();

/** Fields of a type that another one does not have, or has in another form. A value can be a mapping or list of texts. */
function unknownIn(own: ApiType, api: ApiType, path: string): string[] {
  if (own.form === "value") return api.form === "object" ? [`${path} is an object`] : [];
  if (own.form === "list")
    return api.form === "list" ? unknownIn(own.of, api.of, path) : [`${path} is no list`];
  if (api.form !== "object") return [`${path} is no object`];
  const known = fieldsOf(api);
  return [...fieldsOf(own)].flatMap(([name, field]) => {
    const other = known.get(name);
    return other ? unknownIn(field, other, `${path}.${name}`) : [`${path}.${name}`];
  });
}

test.each(SPECS)("each field of %s is one of %s", (name, kind, version) => {
  const api = fieldsOf(apiTypeOf(kind, version)).get("spec");
  const own = declared(TYPES, name);
  expect(fieldsOf(own).size).toBeGreaterThan(0);
  const found = unknownIn(own, api ?? { form: "value" }, name);
  expect(
    found.filter((path) => !OF_OTHERS.includes(path) && !OF_TERRAFORM.test(path) && !OF_BOTH.test(path)),
  ).toEqual([]);
});

test("each field beside a spec is one of a kind that proofs read", () => {
  const kinds = WITHOUT_SPEC.map((kind) => fieldsOf(apiTypeOf(kind, "v1")));
  const misfits = [...fieldsOf(declared(TYPES, "ApiObject"))].flatMap(([name, field]) => {
    const others = kinds.flatMap((kind) => kind.get(name) ?? []);
    return others.some((other) => unknownIn(field, other, name).length === 0) ? [] : [name];
  });
  expect(misfits).toEqual([]);
});

test("a type with another name than the API is found", () => {
  const api = fieldsOf(apiTypeOf("Service", "v1")).get("spec");
  const ingress = declared(TYPES, "IngressSpec");
  expect(unknownIn(ingress, api ?? { form: "value" }, "x")).toContain("x.rules");
});
